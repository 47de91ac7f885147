#pragma once

#include "tests/faults/stage.hpp"

#include <string>
#include <vector>

namespace holdfast::faults {

/// The systems that send rows: each delivery is repeated until it is accepted.
class Feeds {
public:
    /// Accounts and people are the first to be delivered.
    explicit Feeds(Stage& stage);

    /// Orders arrive that trip a signal of the account.
    void decline(int account);
    /// Sends what was not accepted yet.
    void deliver();
    /// Sends everything that was accepted once more; it has to be answered as before.
    void deliver_again();

    [[nodiscard]] bool are_all_accepted() const;
    /// Whether the program knows the accounts and who works for them.
    [[nodiscard]] bool are_people_known() const;
    /// Adds what was never accepted to the troubles of the story.
    void complain();

private:
    struct Delivery {
        std::string path;
        std::string body;
        std::string key;
        std::string account = {}; ///< empty: of all
        bool is_accepted = false;
        std::string answer = {};
    };

    bool send(Delivery& delivery);

    Stage& stage_;
    std::vector<Delivery> deliveries_;
};

} // namespace holdfast::faults
