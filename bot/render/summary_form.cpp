#include "bot/render/form_fields.hpp"
#include "bot/slack/limits.hpp"
#include "bot/slack/text.hpp"

namespace holdfast::render {

slack::Modal summary(const FormContext& context, const Summary& summary) {
    slack::Modal modal = form(slack::modal::summary, "Edit the summary", context);
    modal.blocks.emplace_back(text_input(block::text, "Summary",
                                         {.multiline = true,
                                          .initial = summary.text,
                                          .hint = "What moved, what is next, by when. The customer reads this."}));
    if (slack::slack_length(summary.text) > slack::limits::text_input) {
        append_note(modal,
                    slack::Mrkdwn::of("⚠️ *The end is cut off:* a form holds {} characters. Saving keeps only what "
                                      "you see here.",
                                      slack::limits::text_input));
    }
    return modal;
}

} // namespace holdfast::render
