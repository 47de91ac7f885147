#include "bot/handle/forms/submitted.hpp"

namespace holdfast::forms {

Submitting review(Desk& desk, const Sent& sent) {
    event::ReviewHeld review;
    review.what_happened = sent.text(block::what_happened);
    review.what_worked = sent.text(block::what_worked);
    review.what_did_not = sent.text(block::what_did_not);
    std::vector<int> line_of_row;
    for (int line = 1; line <= render::safeguard_rows; ++line) {
        event::Safeguard safeguard;
        safeguard.text = sent.text(block::numbered("safeguard", line));
        safeguard.owner = sent.state.user(block::numbered("safeguard_owner", line)).value_or(UserId{});
        safeguard.due = sent.state.date(block::numbered("safeguard_due", line)).value_or(Day{});
        if (safeguard.text.empty() && safeguard.owner.empty() && safeguard.due == Day{}) continue;
        if (safeguard.text.empty()) co_return wrong(block::numbered("safeguard", line), "Say what will protect.");
        if (safeguard.owner.empty()) co_return wrong(block::numbered("safeguard_owner", line), "Name one owner.");
        if (safeguard.due == Day{}) co_return wrong(block::numbered("safeguard_due", line), "Give a date.");
        review.safeguards.push_back(std::move(safeguard));
        line_of_row.push_back(line);
    }
    review.sponsor_present = !sent.state.options(block::sponsor_present).empty();
    review.gesture = sent.option(block::gesture) == "yes";
    review.gesture_reason = sent.text(block::gesture_reason);
    co_return at_its_lines(co_await apply(desk, sent, {request::HoldReview{review}}, block::what_happened),
                           line_of_row);
}

Submitting close(Desk& desk, const Sent& sent) {
    const auto choice = sent.option(block::outcome);
    if (choice.empty()) co_return wrong(block::outcome, "Choose how it ended.");
    const auto outcome = event::outcome_from(choice);
    if (!outcome) co_return of_another_version(block::outcome);
    request::CloseRescue request;
    request.outcome = *outcome;
    if (const auto loss = sent.option(block::loss); *outcome == event::Outcome::lost && !loss.empty()) {
        request.loss = loss_reason_from(loss);
        if (!request.loss) co_return of_another_version(block::loss);
    }
    request.reason = sent.text(block::reason);
    request.evidence = sent.text(block::note);
    co_return co_await apply(desk, sent, {request}, block::reason);
}

} // namespace holdfast::forms
