#pragma once

#include "bot/clock/clock.hpp"
#include "bot/handle/case_book.hpp"
#include "bot/handle/ledger.hpp"
#include "bot/handle/rules.hpp"
#include "bot/handle/surroundings.hpp"
#include "bot/render/answers.hpp"
#include "storage/database.hpp"
#include "storage/inbox.hpp"
#include "storage/slack_users.hpp"

#include <boost/asio/awaitable.hpp>

#include <expected>
#include <functional>
#include <string>
#include <utility>

namespace holdfast {

/// By what a repetition of a request is recognised: its key, and for how long a second one with it is the same one.
struct Once {
    std::string key;                                          ///< empty: every request counts
    std::chrono::milliseconds memory{std::chrono::hours{26}}; ///< Slack repeats events for a day (contract, 5.5)
};

/// True when the request was seen before; remembers it otherwise, in the transaction of its effect.
[[nodiscard]] bool is_repeated(Transaction& tx, const Once& once, Instant now);

/// Why it is not known who somebody is.
enum class NotIdentified {
    nobody,    ///< Slack says that there is no such person
    unanswered ///< Slack could not be asked, or did not answer in time
};

/// What a handler works with: the rules, the time, what is remembered, and the way to change it. Lives on the network
/// thread; one for the whole program.
class Desk {
public:
    /// @param on_change called after every commit that a handler made, so that the courier looks at once
    Desk(const Rules& rules, const Clock& clock, Database& database, std::function<void()> on_change);

    [[nodiscard]] const Rules& rules() const { return rules_; }
    [[nodiscard]] Instant now() const { return clock_.now(); }
    [[nodiscard]] Reader& reader() { return reader_; }
    [[nodiscard]] CaseBook& book() { return book_; }
    [[nodiscard]] Surroundings around() { return surroundings(reader_, rules_); }

    /// Runs `work(Transaction&, Ledger&)` durably. @throws as Database::write
    template <class Work>
    [[nodiscard]] boost::asio::awaitable<std::invoke_result_t<Work&, Transaction&, Ledger&>> change(Work work) {
        auto closure = [this, work = std::move(work)](Transaction& tx) mutable { return work(tx, ledger_); };
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<Work&, Transaction&, Ledger&>>) {
                co_await database_.write(std::move(closure));
                on_change_();
                co_return;
            } else {
                auto result = co_await database_.write(std::move(closure));
                on_change_();
                co_return result;
            }
        } catch (...) {
            ledger_.distrust();
            throw;
        }
    }

    /// The same for one case and the people's requests about it. Seen before (`once`): nothing happens, and the answer
    /// is the case as it is, without events.
    [[nodiscard]] boost::asio::awaitable<Changed> change_case(CaseId id, std::vector<Request> requests, Actor actor,
                                                              Once once);

    /// Draws what Slack shows of a case again, inside somebody else's change.
    void draw_again(Transaction& tx, const CaseId& id) { ledger_.refresh(tx, id, now()); }

    [[nodiscard]] Database& database() { return database_; }

    /// What `/rescue doctor` looks at; given by whoever sees all parts of the program.
    using Examination = std::function<boost::asio::awaitable<std::vector<render::Finding>>()>;
    void examine_with(Examination examination) { examination_ = std::move(examination); }
    [[nodiscard]] boost::asio::awaitable<std::vector<render::Finding>> examine();

    using Identified = std::expected<KnownUser, NotIdentified>;
    /// Asks Slack who somebody is, for an answer that people wait for; given by whoever can.
    using LookUp = std::function<boost::asio::awaitable<Identified>(UserId)>;
    void look_up_with(LookUp look_up) { look_up_ = std::move(look_up); }
    /// The colleague with a Slack id or an e-mail address; without a way to ask, as remembered.
    [[nodiscard]] boost::asio::awaitable<Identified> look_up(UserId who);

private:
    const Rules& rules_;
    const Clock& clock_;
    Database& database_;
    Reader reader_;
    CaseBook book_;
    Ledger ledger_;
    std::function<void()> on_change_;
    Examination examination_;
    LookUp look_up_;
};

} // namespace holdfast
