// Text that people wrote, on its way into Slack's markup. Input: the text.

#include "bot/slack/channel_name.hpp"
#include "bot/slack/mrkdwn.hpp"
#include "bot/slack/text.hpp"
#include "bot/slack/web_address.hpp"
#include "tests/fuzz/claims.hpp"
#include "tests/fuzz/forged_markup.hpp"

#include <string>

namespace {

using namespace holdfast;
using namespace holdfast::fuzz;
using namespace holdfast::slack;

void check(const Mrkdwn& markup) {
    must(is_only_text(markup.text()), "foreign text stays text");
    must(slack::is_utf8(markup.text()), "what is sent is UTF-8");
    for (const std::size_t max : {1U, 7U, 75U, 300U}) {
        const auto cut = markup.cut(max);
        must(slack_length(cut.text()) <= max, "a cut keeps the limit");
        must(is_only_text(cut.text()), "a cut leaves entities whole");
        must(slack::is_utf8(cut.text()), "a cut leaves characters whole");
    }
}

/// A link's target is fixed by the address; the label must not end it early.
void check_link(std::string_view url, std::string_view label) {
    const auto link = slack::link(url, label).text();
    if (!web_address(url)) return must(is_only_text(link), "what is no address makes no link");
    must(link.starts_with("<") && link.ends_with(">"), "a link is one link");
    const auto inside = std::string_view{link}.substr(1, link.size() - 2);
    must(is_only_text(inside), "nothing ends a link early");
    must(inside.starts_with("http") || inside.starts_with("mailto:"), "a link leads to the web");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = text_of(data, size);
    check(Mrkdwn{text});
    check(prose(text));
    check(code(text));
    check(bold(text) + prose(text));
    check(Mrkdwn::of("{}: {}", text, 12));
    const auto block = preformatted(text).text();
    must(is_only_text(block) && (block.empty() || block.find('`', 3) >= block.size() - 3), "a block is closed once");
    if (!holdfast::slack::is_slack_user(UserId{std::string{text}}))
        must(is_only_text(mention(UserId{std::string{text}}).text()), "only an id mentions");
    const auto [url, label] = split_line(text);
    check_link(url, label);
    must(one_line(text).find_first_of("\r\n\t") == std::string::npos, "one line is one line");
    must(slack_length(cut_at_word(one_line(text), 24)) <= 24, "plain text is cut");
    static_cast<void>(unescape(text));
    static_cast<void>(is_blank(text));
    return 0;
}
