#include "bot/render/help_pages.hpp"

#include <array>

namespace holdfast::render {
namespace {

constexpr std::array<HelpPage, 26> pages{{
    {"help", true, "how everything works",
     "/rescue help [verb]\n"
     "/rescue help steps\n"
     "/rescue help signals\n"
     "/rescue help tiers",
     "/rescue help plan",
     "Shows how to use a command, the whole method on one page, when warning signs trip, "
     "or what may be given to keep a customer."},
    {"health", true, "how an account is doing", "/rescue health [account] [history:6m]",
     "/rescue health acme history:12m",
     "Shows live warning signs with their numbers, the stage of decline, the renewal, "
     "the share of revenue and what is not known. "
     "Nothing unknown is shown as fine. "
     "`history:` adds a picture of the orders of so many months."},
    {"list", true, "rescues and the watch list", "/rescue list [mine, team, all, watch] [page]", "/rescue list team",
     "Lists rescues, five a page; `watch` lists accounts with one sign of the two that make an alert."},
    {"status", true, "the card of a rescue", "/rescue status [account]", "/rescue status acme",
     "Shows the nine steps with owners and dates, the signals, the sponsor call and what is due next."},
    {"todo", true, "what waits for you", "/rescue todo", "/rescue todo",
     "Lists your open items over all rescues, overdue ones first."},
    {"open", true, "start a rescue by hand", "/rescue open account [kind:signal] reason",
     "/rescue open acme CFO asked for an exit date",
     "Opens the rescue at once: the room, the card, and the message that asks the manager to call the sponsor. "
     "Without a reason it opens the form. "
     "`kind:` says which warning sign it is; `/rescue help signals` lists them."},
    {"flag", true, "record a warning sign", "/rescue flag account kind [value:number] note",
     "/rescue flag acme champion-slow no answer for two weeks",
     "Records the sign and says whether it trips and by which rule. "
     "Of what is measured the value decides: how many percent, or how many days to the renewal. "
     "`/rescue help signals` lists the kinds. "
     "Without a kind it opens the form."},
    {"call", true, "result of the sponsor call",
     "/rescue call [account] reached note\n"
     "/rescue call [account] noanswer note\n"
     "/rescue call [account] moved due:tomorrow why",
     "/rescue call reached Dana wants a plan by Friday",
     "*reached* earns step 2 and drafts the summary; *noanswer* counts an attempt, and the call stays owed; "
     "*moved* sets another time, on the next working day at the latest; "
     "that a day ended without a call is said all the same."},
    {"touch", true, "log contact with the customer",
     "/rescue touch [account] kind:call with:\"Name\" [dir:in] [mood:+] [next:\"…\"] [by:fri] text",
     "/rescue touch kind:meeting with:\"Dana Fox\" new carrier starts on Monday",
     "Logs it and drafts the written summary. "
     "In a rescue room it is about that room's account, whatever the text begins with; "
     "another one is named in quotes or as `account:globex`. "
     "Kinds: call, meeting, email, message, visit, event, gift. "
     "Tags: `tag:renewal` for the talk about the renewal, `tag:terms` for a request about payment terms. "
     "Without text it opens the form."},
    {"summary", true, "the written notes", "/rescue summary [account] [list, last, number] [sent]",
     "/rescue summary last sent",
     "Shows a note so that it can be edited, copied and marked as sent. "
     "Every touch that reached somebody needs one. "
     "Until it is sent only its writer sees it; where they have left Slack, whoever leads the recovery."},
    {"step", true, "one of the nine steps",
     "/rescue step [account] n [done, block, skip, reopen] [owner:@x] [due:date] note",
     "/rescue step 5 skip the delay was a single event",
     "Shows or changes a step. "
     "Ticks are earned by what is on record: `done` answers with what is still missing. "
     "`/rescue step 1` opens the form for the facts."},
    {"plan", true, "the two-week plan",
     "/rescue plan [account]\n"
     "/rescue plan add \"text\" owner:@x due:date\n"
     "/rescue plan done n [note]\n"
     "/rescue plan move n date [why]\n"
     "/rescue plan drop n reason\n"
     "/rescue plan template [n]",
     "/rescue plan add \"Move the night shift to line two\" owner:@kim due:fri",
     "Opens the editor, or changes one row. Each row needs one owner and one date within two weeks."},
    {"role", true, "who does what",
     "/rescue role [role @person]\n"
     "/rescue role take role\n"
     "/rescue role drop role",
     "/rescue role lead @kim",
     "Shows or changes the five roles: executive, lead, technical, support, intelligence. "
     "Whoever takes a role gets its instructions. "
     "The executive sponsor is named by the manager, the executive sponsor or a senior leader, "
     "and a lead whom they named is replaced by them alone."},
    {"sponsor", true, "the customer's decision maker",
     "/rescue sponsor [account] \"Name\" phone:… mail:… zone:Europe/Berlin\n"
     "/rescue sponsor contact",
     "/rescue sponsor \"Dana Fox\" phone:+43123456 zone:Europe/Vienna",
     "Records whom to call. "
     "A name in quotes is a whole one: of somebody on record, or of somebody new. "
     "*contact* writes the text that gives the sponsor the recovery owner's direct contact."},
    {"service", true, "extra service for a while",
     "/rescue service [account] what end:date measure:… [cost:…]\n"
     "/rescue service extend [n or name] date reason\n"
     "/rescue service stop [n or name]\n"
     "/rescue service keep [n or name] reason",
     "/rescue service premium-response end:+14d measure:ontime cost:900",
     "Grants extra service with an end date and a measure, extends it once with a reason, or stops it. "
     "*keep* makes it permanent: those in charge approve it, somebody else than whoever granted it. "
     "You are reminded before it ends."},
    {"promise", true, "what was promised to the customer",
     "/rescue promise [account] \"text\" to:\"Name\" due:date [by:@x] [touch:n]\n"
     "/rescue promise approve n\n"
     "/rescue promise refuse n why\n"
     "/rescue promise none [n]",
     "/rescue promise \"10 % off the June order\" to:\"Dana Fox\" due:fri",
     "Keeps the register: nobody promises without authority. "
     "The manager or the executive sponsor approves what somebody else promised. "
     "A draft with words such as discount, free or guarantee asks its writer; "
     "*none* answers that it promises nothing."},
    {"checkin", true, "ten minutes a week",
     "/rescue checkin [account] set tue 10:00 indicator:name target:value\n"
     "/rescue checkin log name:value\n"
     "/rescue checkin drop name [why]",
     "/rescue checkin log ontime:96",
     "Books the weekly meeting with up to three numbers, each with its target behind it (`below:3` for at most 3), "
     "logs this week's values and posts the chart, or drops an indicator. "
     "Two weeks on target offer the review."},
    {"people", true, "the customer's people",
     "/rescue people [account]\n"
     "/rescue people add \"Name\" role:… dept:… rel:6\n"
     "/rescue people left \"Name\"\n"
     "/rescue people map",
     "/rescue people add \"Ines Roth\" role:user_buyer dept:operations",
     "Keeps the map of people; `map` posts it as a picture. "
     "A name in quotes is a whole one: of somebody on record, or of somebody new. "
     "Step 6 needs two contacts who were not on record when the rescue opened, one in operations and one in finance."},
    {"timeline", true, "the record",
     "/rescue timeline [account] [page]\n"
     "/rescue timeline add [2026-03-04 14:30, yesterday or monday] text\n"
     "/rescue timeline export [md, csv, json] [share]",
     "/rescue timeline add second pallet arrived four days late",
     "Shows what happened, newest first, adds an entry, under the day it begins with, or exports the record: "
     "as a file for you alone, or with `share` for the room."},
    {"close", true, "end a rescue",
     "/rescue close [account] recovered\n"
     "/rescue close [account] lost rival what shows it\n"
     "/rescue close [account] false-alarm why",
     "/rescue close acme false-alarm the orders were moved to another entity",
     "*recovered* opens the review with the sponsor and starts ninety days of watching; "
     "*lost* and *false-alarm* need a reason; before week 6 *lost* names one of rival, misfit, legal, cost, toxic. "
     "Who may not close proposes it."},
    {"account", true, "the account record",
     "/rescue account [account]\n"
     "/rescue account add id name:\"Name\" owner:@x manager:@y\n"
     "/rescue account set account key:value …",
     "/rescue account add acme name:\"Acme GmbH\" owner:@kim manager:@jo",
     "Shows, adds or changes an account. "
     "Keys have the names of the columns of accounts.csv. "
     "Its manager and executive sponsor are named by one of them or an admin."},
    {"risk", true, "colleagues who may leave an account",
     "/rescue risk [account] [page]\n"
     "/rescue risk [account] about:@person reason:near-retirement note\n"
     "/rescue risk [account] settle n note",
     "/rescue risk acme about:@kim reason:near-retirement leaves in June",
     "Notes in confidence that a colleague of ours is a risk for an account, lists what is noted, or settles it. "
     "For the account's manager and executive sponsor alone, and nobody sees what concerns themselves; "
     "no card, record or file in Slack tells of it. "
     "Reasons: improvement-goals, looking-elsewhere, groomed, near-retirement."},
    {"snooze", true, "put off a reminder", "/rescue snooze [account] [reminder] 1h, 3pm or tomorrow reason",
     "/rescue snooze acme step 3 1h in a meeting",
     "Puts a reminder off once: whoever got it, the lead, the manager or the executive sponsor may. "
     "Without a name it is the last one that went out to you. "
     "Reminders: call, step 3, plan, row 2, summary 1, service 1, checkin, touch, roles, review, safeguard 1. "
     "The sponsor call cannot be put off past its due time."},
    {"doctor", true, "is everything working", "/rescue doctor", "/rescue doctor",
     "Checks permissions, clock, address, database and queue, and says in plain words what to repair."},
    {"hours", false, "", "working_hours in holdfast.yaml", "",
     "Working hours, holidays and the company's time zone stand in the configuration file holdfast.yaml, "
     "under `working_hours`, `holidays` and `time_zone`. "
     "Everybody's own time zone comes from their Slack profile. "
     "Ask whoever runs Holdfast to change them; they take effect when it is started again."},
    {"demo", false, "", "bash config/quickstart", "",
     "The quickstart starts Holdfast with a made-up company: customers, orders, tickets and people. "
     "A rescue opens by itself, and you can play every part of it. "
     "In your own workspace, open one by hand: "
     "`/rescue account add demo name:\"Demo customer\" owner:@you manager:@you`, "
     "then `/rescue open demo trying it out`, and close it as a false alarm afterwards."},
}};

} // namespace

std::span<const HelpPage> help_pages() {
    return pages;
}

} // namespace holdfast::render
