#pragma once

#include "bot/clock/clock.hpp"
#include "bot/decode/slack_payload.hpp"
#include "bot/handle/case_book.hpp"
#include "bot/handle/ledger.hpp"
#include "bot/handle/rules.hpp"
#include "bot/handle/surroundings.hpp"
#include "bot/render/answers.hpp"
#include "playbooks/rescue/refusal.hpp"
#include "storage/database.hpp"
#include "storage/slack_users.hpp"

#include <boost/asio/awaitable.hpp>

#include <expected>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace holdfast {

/// By what a repetition of a request is recognised: its key, and for how long a second one with it is the same one.
struct Once {
    /// Slack repeats events for a day (contract, 5.5).
    static constexpr std::chrono::milliseconds usual_memory = std::chrono::hours{26};

    std::string key; ///< empty: every request counts
    std::chrono::milliseconds memory = usual_memory;
    bool overtaken = false; ///< whoever asks did something else since the first: what speaks against it now is said
    /// Of this very request, which may be sent again after `memory`, for as long as Slack repeats; empty: `key` alone
    /// tells.
    std::string id = {};

    /// The request with this id among those of one kind (`act/`). Without an id nothing tells one from the next: every
    /// one counts.
    [[nodiscard]] static Once of(std::string_view kind, std::string_view id);
};

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

    /// The same for a request that may arrive more than once. Seen before (`once`): nothing happens, and the answer is
    /// what `repeated(Transaction&, Ledger&)` says. Refused: it counts as never seen, so that it is heard when the
    /// cause is gone.
    template <class Repeated, class Work>
    [[nodiscard]] boost::asio::awaitable<std::invoke_result_t<Work&, Transaction&, Ledger&>>
    change_once(Once once, Repeated repeated, Work work) {
        using Answer = std::invoke_result_t<Work&, Transaction&, Ledger&>;
        auto guarded = [once = std::move(once), at = now(), repeated = std::move(repeated),
                        work = std::move(work)](Transaction& tx, Ledger& ledger) mutable -> Answer {
            if (is_repeated(tx, once, at)) return repeated(tx, ledger);
            auto answer = work(tx, ledger);
            if constexpr (can_refuse<Answer>) {
                if (!answer) hear_again(tx, once);
            }
            return answer;
        };
        return change(std::move(guarded));
    }

    /// The same for what is neither refused nor answered.
    template <class Work>
        requires std::is_void_v<std::invoke_result_t<Work&, Transaction&, Ledger&>>
    [[nodiscard]] boost::asio::awaitable<void> change_once(Once once, Work work) {
        auto guarded = [once = std::move(once), at = now(), work = std::move(work)](Transaction& tx,
                                                                                    Ledger& ledger) mutable {
            if (!is_repeated(tx, once, at)) work(tx, ledger);
        };
        return change(std::move(guarded));
    }

    /// The same for one case and the people's requests about it. Seen before (`once`): the answer is the case as it is,
    /// without events; where it was overtaken, the refusal that it would meet now.
    [[nodiscard]] boost::asio::awaitable<Changed> change_case(CaseId id, std::vector<Request> requests, Actor actor,
                                                              Once once);

    /// Draws what Slack shows of a case again, inside somebody else's change.
    void draw_again(Transaction& tx, const CaseId& id) { ledger_.refresh(tx, id, now()); }
    /// Who acts as manager of a case (acting_manager), inside somebody else's change; empty where nobody is on record.
    [[nodiscard]] UserId in_charge(Transaction& tx, const CaseId& id);

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

    /// The workspace that the token belongs to, and its organisation; given by whoever talks to Slack.
    using Home = std::function<Workspace()>;
    void belong_to(Home home) { home_ = std::move(home); }
    /// Without a team while Slack has not said it.
    [[nodiscard]] Workspace home() const { return home_(); }

private:
    /// Whether an answer of this type can be a refusal.
    template <class Answer>
    static constexpr bool can_refuse = false;
    template <class Done>
    static constexpr bool can_refuse<std::expected<Done, Refusal>> = true;

    /// True when the request was seen before; remembers it otherwise, in the transaction of its effect.
    [[nodiscard]] static bool is_repeated(Transaction& tx, const Once& once, Instant now);
    /// It had no effect: the next one with its key is no repetition.
    static void hear_again(Transaction& tx, const Once& once);

    const Rules& rules_;
    const Clock& clock_;
    Database& database_;
    Reader reader_;
    CaseBook book_;
    Ledger ledger_;
    std::function<void()> on_change_;
    Examination examination_;
    LookUp look_up_;
    Home home_ = [] { return Workspace{}; };
};

} // namespace holdfast
