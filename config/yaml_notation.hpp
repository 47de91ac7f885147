#pragma once

#include "config/settings.hpp"

#include <yaml-cpp/yaml.h>

#include <concepts>
#include <expected>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace holdfast {

/// What stands in the file, in quotes and cut to a length that fits into a message.
[[nodiscard]] std::string quoted(const YAML::Node& node);

/// How a value of type T is written in `holdfast.yaml`. Specialised in the source file for every type below.
template <class T>
struct Notation {
    /// @return the value, or what is wrong with the text, fit to follow the name of the key.
    [[nodiscard]] static std::expected<T, std::string> read(const YAML::Node& node);
    /// One line of YAML that read() understands.
    [[nodiscard]] static std::string write(const T& value);
};

// clang-format off
template <> std::expected<bool, std::string> Notation<bool>::read(const YAML::Node& node);
template <> std::string Notation<bool>::write(const bool& value);
template <> std::expected<int, std::string> Notation<int>::read(const YAML::Node& node);
template <> std::string Notation<int>::write(const int& value);
template <> std::expected<double, std::string> Notation<double>::read(const YAML::Node& node);
template <> std::string Notation<double>::write(const double& value);
template <> std::expected<std::string, std::string> Notation<std::string>::read(const YAML::Node& node);
template <> std::string Notation<std::string>::write(const std::string& value);
template <> std::expected<std::filesystem::path, std::string> Notation<std::filesystem::path>::read(const YAML::Node& node);
template <> std::string Notation<std::filesystem::path>::write(const std::filesystem::path& value);
template <> std::expected<Money, std::string> Notation<Money>::read(const YAML::Node& node); ///< `12000000`, `12m`
template <> std::string Notation<Money>::write(const Money& value);
template <> std::expected<MinuteOfDay, std::string> Notation<MinuteOfDay>::read(const YAML::Node& node); ///< `"18:00"`
template <> std::string Notation<MinuteOfDay>::write(const MinuteOfDay& value);
template <> std::expected<Day, std::string> Notation<Day>::read(const YAML::Node& node); ///< `2026-12-24`
template <> std::string Notation<Day>::write(const Day& value);
template <> std::expected<Weekdays, std::string> Notation<Weekdays>::read(const YAML::Node& node); ///< `[mon, tue]`
template <> std::string Notation<Weekdays>::write(const Weekdays& value);
template <> std::expected<UserId, std::string> Notation<UserId>::read(const YAML::Node& node); ///< Slack id or e-mail address
template <> std::string Notation<UserId>::write(const UserId& value);
template <> std::expected<ListenAddress, std::string> Notation<ListenAddress>::read(const YAML::Node& node); ///< `127.0.0.1:3000`, `[::1]:3000`
template <> std::string Notation<ListenAddress>::write(const ListenAddress& value);
// clang-format on

/// `~`, or nothing at all, is "not set".
template <class T>
struct Notation<std::optional<T>> {
    [[nodiscard]] static std::expected<std::optional<T>, std::string> read(const YAML::Node& node) {
        if (node.IsNull()) {
            return std::nullopt;
        }
        return Notation<T>::read(node);
    }
    [[nodiscard]] static std::string write(const std::optional<T>& value) {
        return value ? Notation<T>::write(*value) : "~";
    }
};

template <class T>
concept ListOfValues =
    std::same_as<T, std::vector<typename T::value_type>> || std::same_as<T, std::set<typename T::value_type>>;

/// `[first, second]`
template <ListOfValues List>
struct Notation<List> {
    using Element = typename List::value_type;

    [[nodiscard]] static std::expected<List, std::string> read(const YAML::Node& node) {
        if (!node.IsSequence()) {
            return std::unexpected("must be a list, such as [first, second]");
        }
        List values;
        for (const YAML::Node& element : node) {
            auto value = Notation<Element>::read(element);
            if (!value) {
                return std::unexpected(std::move(value.error()));
            }
            values.insert(values.end(), std::move(*value));
        }
        return values;
    }

    [[nodiscard]] static std::string write(const List& values) {
        std::string text;
        for (const Element& value : values) {
            text += (text.empty() ? "" : ", ") + Notation<Element>::write(value);
        }
        return "[" + text + "]";
    }
};

} // namespace holdfast
