#pragma once

#include "playbooks/accounts/ids.hpp"
#include "playbooks/calendar/instant.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace holdfast {

/// A sentence before anybody knows how it will be shown. The rescue decides what is said; the surface decides how a
/// person, a moment or a bold word looks there, and escapes what people typed.
struct Phrase {
    std::string text; ///< may hold what people typed; never markup
    bool bold = false;
};
using Piece = std::variant<Phrase, UserId, Instant, Day>;

class Line {
public:
    Line() = default;

    Line& say(std::string text) {
        pieces_.emplace_back(Phrase{std::move(text), false});
        return *this;
    }
    Line& stress(std::string text) {
        pieces_.emplace_back(Phrase{std::move(text), true});
        return *this;
    }
    Line& name(UserId user) {
        pieces_.emplace_back(std::move(user));
        return *this;
    }
    Line& at(Instant when) {
        pieces_.emplace_back(when);
        return *this;
    }
    Line& on(Day day) {
        pieces_.emplace_back(day);
        return *this;
    }

    Line& add(Piece piece) {
        pieces_.push_back(std::move(piece));
        return *this;
    }

    [[nodiscard]] const std::vector<Piece>& pieces() const { return pieces_; }
    [[nodiscard]] bool empty() const { return pieces_.empty(); }

private:
    std::vector<Piece> pieces_;
};

} // namespace holdfast
