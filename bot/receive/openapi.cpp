#include "bot/receive/openapi.hpp"

#include "bot/decode/record_kinds.hpp"
#include "playbooks/accounts/account.hpp"
#include "playbooks/accounts/name_table.hpp"
#include "playbooks/signals/signal.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace holdfast {

namespace {

using Json = nlohmann::ordered_json;

Json reference(std::string_view component) {
    return {{"$ref", fmt::format("#/components/{}", component)}};
}

Json date_schema() {
    return {{"type", "string"}, {"format", "date"}};
}

Json instant_schema() {
    return {{"type", "string"}, {"description", "A date (midnight UTC) or a date and time with its zone, ISO 8601."}};
}

Json money_schema() {
    return {{"type", Json::array({"number", "string"})}, {"description", "Plain decimal with at most two decimals."}};
}

Json number_schema() {
    return {{"type", Json::array({"number", "string"})}};
}

Json colleague_schema() {
    return {{"type", "string"}, {"description", "Slack user id or e-mail address."}};
}

/// A column means the same in every kind that has it.
Json column_schema(std::string_view column) {
    constexpr std::array dates{"renewal_date", "in_role_since", "date", "issued", "due", "paid"};
    constexpr std::array instants{"opened_at", "closed_at", "at"};
    constexpr std::array amounts{"annual_revenue", "amount"};
    constexpr std::array colleagues{"owner", "manager", "executive_sponsor"};
    const auto is_one_of = [column](const auto& names) { return std::ranges::find(names, column) != names.end(); };

    if (is_one_of(dates)) return date_schema();
    if (is_one_of(instants)) return instant_schema();
    if (is_one_of(amounts)) return money_schema();
    if (is_one_of(colleagues)) return colleague_schema();
    if (column == "value") return number_schema();
    if (column == "kind") {
        return {{"type", "string"},
                {"description",
                 fmt::format("What your system calls the signal. Known are {}, in any case and with _ for - as well. "
                             "Whatever else is imported under its own name and opens a rescue alone, as what is "
                             "measured does; of the kinds that people observe it takes two. A name within two slips "
                             "of a known one is rejected.",
                             fmt::join(reported_kind_names, ", "))}};
    }
    if (column == "role") return {{"type", "string"}, {"enum", buying_role_names}};
    if (column == "influence") return {{"type", "string"}, {"enum", {"high", "medium", "low"}}};
    if (column == "relationship") return {{"type", "integer"}, {"minimum", 1}, {"maximum", 10}};
    if (column == "terms_days") return {{"type", "integer"}, {"minimum", 0}};
    if (column == "sponsor") return {{"type", Json::array({"boolean", "string"})}};
    if (column == "time_zone") return {{"type", "string"}, {"description", "IANA name, such as Europe/Berlin."}};
    if (column == "currency") return {{"type", "string"}, {"description", "ISO 4217 code."}};
    return {{"type", "string"}};
}

/// Nothing can be said of what a row need not have: null.
Json or_null(Json schema) {
    auto& type = schema["type"];
    if (!type.is_array()) type = Json::array({type});
    type.push_back("null");
    if (schema.contains("enum")) schema["enum"].push_back(nullptr);
    return schema;
}

Json row_schema(RecordKind kind) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const auto& column : columns_of(kind)) {
        const auto schema = column_schema(column.name);
        properties[std::string{column.name}] = column.required ? schema : or_null(schema);
        if (column.required) required.push_back(column.name);
    }
    Json row{{"type", "object"}, {"required", required}, {"properties", properties}, {"additionalProperties", false}};
    const bool laid_over = kind == RecordKind::accounts || kind == RecordKind::people;
    if (kind == RecordKind::accounts) row["properties"]["name"]["description"] = "Required of a new account.";
    if (laid_over) row["description"] = "What is absent stays as it is on record, null or an empty text clears it.";
    return row;
}

Json error_answer(std::string_view description) {
    return {{"description", description},
            {"content", {{"application/json", {{"schema", reference("schemas/Error")}}}}}};
}

void add_refusals(Json& responses) {
    responses["401"] = error_answer("The bearer token is missing or wrong.");
    responses["403"] = error_answer("The token lacks the scope, or no bearer token is configured.");
    responses["429"] = {{"description", "Refused after too many refusals; Retry-After says when to come again."}};
}

Json bearer_with(std::string_view scope) {
    return Json::array({Json{{"bearer", Json::array({scope})}}});
}

Json delivery(RecordKind kind) {
    const auto row = reference(fmt::format("schemas/{}", to_text(kind)));
    Json one_or_many;
    one_or_many["oneOf"] = Json::array({row, Json{{"type", "array"}, {"items", row}}});
    Json content;
    content["application/json"] = {{"schema", one_or_many}};
    content["application/x-ndjson"] = {{"schema", {{"type", "string"}, {"description", "One object a line."}}}};
    content["text/csv"] = {
        {"schema", {{"type", "string"}, {"description", "RFC 4180, the first line names the columns."}}}};

    Json responses;
    responses["200"] = {{"description", "The accepted rows are durable."},
                        {"content", {{"application/json", {{"schema", reference("schemas/Outcome")}}}}}};
    responses["400"] = error_answer("The body as a whole cannot be read; nothing was stored.");
    add_refusals(responses);
    responses["413"] = {{"description", "The body is larger than 1 MiB; send the rows in several requests."}};
    responses["415"] = error_answer("The content type is none of the three.");
    responses["422"] = error_answer("The Idempotency-Key was used for another body.");
    responses["503"] = error_answer("Nothing was stored; try again.");
    return {{"summary", fmt::format("Deliver {}", to_text(kind))},
            {"operationId", fmt::format("deliver_{}", to_text(kind))},
            {"security", bearer_with("write")},
            {"parameters", Json::array({reference("parameters/IdempotencyKey")})},
            {"requestBody", {{"required", true}, {"content", content}}},
            {"responses", responses}};
}

Json health() {
    Json responses;
    responses["200"] = {{"description", "The same facts as /rescue health; what is not known is null."},
                        {"content", {{"application/json", {{"schema", {{"type", "object"}}}}}}}};
    add_refusals(responses);
    responses["404"] = error_answer("No account has this id.");
    Json id{{"name", "id"}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}};
    return {{"summary", "How an account is doing"},
            {"operationId", "account_health"},
            {"security", bearer_with("read")},
            {"parameters", Json::array({id})},
            {"responses", responses}};
}

Json outcome_schema() {
    Json rejection{
        {"type", "object"},
        {"properties",
         {{"line",
           {{"type", "integer"}, {"description", "CSV and NDJSON: line from 1. JSON: place in the array from 1."}}},
          {"error", {{"type", "string"}}}}}};
    Json rejected{{"type", "array"}, {"items", rejection}, {"description", "The first 1,000 of them, by line."}};
    Json in_all{{"type", "integer"}, {"description", "How many rows were rejected; only where not all are named."}};
    return {{"type", "object"},
            {"properties", {{"accepted", {{"type", "integer"}}}, {"rejected", rejected}, {"rejected_in_all", in_all}}}};
}

Json components() {
    Json schemas;
    for (const RecordKind kind : enumerators<RecordKind>(record_kind_names))
        schemas[std::string{to_text(kind)}] = row_schema(kind);
    schemas["Outcome"] = outcome_schema();
    schemas["Error"] = {{"type", "object"}, {"properties", {{"error", {{"type", "string"}}}}}};
    Json key{{"name", "Idempotency-Key"},
             {"in", "header"},
             {"description",
              "Recognises a repetition of the same token for a day: it changes nothing and is answered as before."},
             {"schema", {{"type", "string"}, {"maxLength", 255}}}};
    Json bearer{{"type", "http"},
                {"scheme", "bearer"},
                {"description", "A token has the scope read, write or both; the operations name the one they need."}};
    return {{"securitySchemes", {{"bearer", bearer}}}, {"parameters", {{"IdempotencyKey", key}}}, {"schemas", schemas}};
}

} // namespace

std::string openapi_document() {
    Json paths;
    for (const RecordKind kind : enumerators<RecordKind>(record_kind_names))
        paths[fmt::format("/v1/{}", to_text(kind))] = {{"post", delivery(kind)}};
    paths["/v1/accounts/{id}/health"] = {{"get", health()}};
    Json document{{"openapi", "3.1.0"}, {"info", {{"title", "Holdfast"}, {"version", "1"}}}};
    document["security"] = Json::array({Json{{"bearer", Json::array()}}});
    document["paths"] = std::move(paths);
    document["components"] = components();
    return document.dump(2);
}

} // namespace holdfast
