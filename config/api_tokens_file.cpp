#include "config/api_tokens_file.hpp"

#include "config/why_unreadable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <tuple>
#include <utility>

namespace holdfast {

namespace {

constexpr std::string_view blanks = " \t\r";
constexpr std::string_view digest_prefix = "sha256:";
constexpr std::size_t longest_name = 64;

/// One word of a line and the column, from 1, where it begins.
struct Word {
    std::string_view text;
    int column = 0;
};

std::vector<Word> words_of(std::string_view line) {
    std::vector<Word> words;
    for (std::size_t at = line.find_first_not_of(blanks); at != std::string_view::npos && line[at] != '#';
         at = line.find_first_not_of(blanks, at)) {
        const auto end = std::min(line.find_first_of(blanks, at), line.size());
        words.push_back({line.substr(at, end - at), static_cast<int>(at) + 1});
        at = end;
    }
    return words;
}

bool take_scopes(std::string_view list, ApiToken& token) {
    while (true) {
        const auto comma = list.find(',');
        const auto scope = list.substr(0, comma);
        if (scope == "read")
            token.may_read = true;
        else if (scope == "write")
            token.may_write = true;
        else
            return false;
        if (comma == std::string_view::npos) return true;
        list.remove_prefix(comma + 1);
    }
}

/// What is wrong with a line, and where. The words themselves are not repeated: any of them may be a token.
struct Complaint {
    int column = 0;
    std::string message;
};

std::expected<ApiToken, Complaint> token_in(const std::vector<Word>& words) {
    if (words.size() != 3)
        return std::unexpected{Complaint{words.front().column, "must hold a name, scopes and sha256:… (or the token), "
                                                               "with blanks between them; holdfast token NAME "
                                                               "prints such a line"}};
    const auto& [name, scopes, secret] = std::tie(words[0], words[1], words[2]);
    if (!is_api_token_name(name.text))
        return std::unexpected{
            Complaint{name.column, fmt::format("a name has at most {} of the characters a to z, 0 to 9, '.', '_' and "
                                               "'-', and is not \"{}\", which is that of HOLDFAST_API_TOKEN",
                                               longest_name, default_token_name)}};
    ApiToken token{.name = std::string{name.text}};
    if (!take_scopes(scopes.text, token))
        return std::unexpected{Complaint{scopes.column, "the scopes are read, write, or read,write without a blank"}};
    if (!secret.text.starts_with(digest_prefix)) {
        token.digest = sha256(secret.text);
        return token;
    }
    const auto digest = sha256_from_hex(secret.text.substr(digest_prefix.size()));
    if (!digest)
        return std::unexpected{Complaint{secret.column, "sha256: wants the 64 hexadecimal digits of a SHA-256 behind "
                                                        "it"}};
    token.digest = *digest;
    return token;
}

} // namespace

std::expected<std::vector<ApiToken>, ConfigError> read_api_tokens(const std::filesystem::path& file) {
    if (const auto why = why_unreadable(file))
        return std::unexpected{ConfigError{.file = file.string(), .message = "cannot be read: " + why.message()}};
    std::ifstream text{file, std::ios::binary};
    std::vector<ApiToken> tokens;
    int number = 0;
    const auto refused = [&](int column, std::string message) {
        return std::unexpected{ConfigError{file.string(), number, column, {}, std::move(message)}};
    };
    for (std::string line; std::getline(text, line);) {
        ++number;
        const auto words = words_of(line);
        if (words.empty()) continue;
        auto token = token_in(words);
        if (!token) return refused(token.error().column, std::move(token.error().message));
        if (std::ranges::find(tokens, token->digest, &ApiToken::digest) != tokens.end())
            return refused(words[2].column, "this token stands in an earlier line already");
        tokens.push_back(std::move(*token));
    }
    if (!text.eof()) return std::unexpected{ConfigError{.file = file.string(), .message = "cannot be read to its end"}};
    return tokens;
}

bool is_api_token_name(std::string_view name) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    };
    return !name.empty() && name.size() <= longest_name && name != default_token_name &&
           std::ranges::all_of(name, allowed);
}

std::string to_line(const ApiToken& token) {
    std::string scopes = token.may_read ? "read" : "";
    if (token.may_write) scopes += scopes.empty() ? "write" : ",write";
    return fmt::format("{} {} {}{}", token.name, scopes, digest_prefix, to_hex(token.digest));
}

} // namespace holdfast
