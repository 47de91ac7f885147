#pragma once

#include "playbooks/accounts/account.hpp"
#include "storage/cell.hpp"

#include <boost/pfr/core.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace holdfast {

/// How a value of the vocabulary is kept in one column. Specialise it to make a type storable:
/// `type`, `store(Cell&, const T&)` and `load(const Cell&)`; NULL is handled by `std::optional<T>`.
/// Loading throws StorageFailure where the stored text cannot be one that was stored by us.
template <class T>
struct Column;

template <class T>
concept Storable = requires { Column<T>::type; };

template <std::integral T>
struct Column<T> {
    static constexpr CellType type = CellType::integer;
    static void store(Cell& cell, T value) { cell.integer = static_cast<long long>(value); }
    static T load(const Cell& cell) { return static_cast<T>(cell.integer); }
};

template <>
struct Column<double> {
    static constexpr CellType type = CellType::real;
    static void store(Cell& cell, double value) { cell.real = value; }
    static double load(const Cell& cell) { return cell.real; }
};

template <>
struct Column<std::string> {
    static constexpr CellType type = CellType::text;
    static void store(Cell& cell, std::string_view value) { cell.text = value; }
    static std::string load(const Cell& cell) { return cell.text; }
};

template <>
struct Column<std::string_view> {
    static constexpr CellType type = CellType::text;
    static void store(Cell& cell, std::string_view value) { cell.text = value; }
};

template <class Tag>
struct Column<Id<Tag>> {
    static constexpr CellType type = CellType::text;
    static void store(Cell& cell, const Id<Tag>& id) { cell.text = id.value; }
    static Id<Tag> load(const Cell& cell) { return Id<Tag>{cell.text}; }
};

template <>
struct Column<Money> {
    static constexpr CellType type = CellType::integer;
    static void store(Cell& cell, Money amount) { cell.integer = amount.cents; }
    static Money load(const Cell& cell) { return Money{cell.integer}; }
};

template <>
struct Column<Instant> {
    static constexpr CellType type = CellType::integer;
    static void store(Cell& cell, Instant at) { cell.integer = at.time_since_epoch().count(); }
    static Instant load(const Cell& cell) { return Instant{std::chrono::milliseconds{cell.integer}}; }
};

/// `2026-03-04`
template <>
struct Column<Day> {
    static constexpr CellType type = CellType::text;
    static void store(Cell& cell, Day day);
    static Day load(const Cell& cell);
};

/// `2026-03`, the beginning of a day's text
template <>
struct Column<date::year_month> {
    static constexpr CellType type = CellType::text;
    static void store(Cell& cell, date::year_month month);
    static date::year_month load(const Cell& cell);
};

template <Storable T>
struct Column<std::optional<T>> {
    static constexpr CellType type = Column<T>::type;
    static void store(Cell& cell, const std::optional<T>& value) {
        cell.null = !value;
        if (value) Column<T>::store(cell, *value);
    }
    static std::optional<T> load(const Cell& cell) {
        if (cell.null) return std::nullopt;
        return Column<T>::load(cell);
    }
};

template <class T>
inline constexpr bool nullable = false;
template <class T>
inline constexpr bool nullable<std::optional<T>> = true;

/// Throws the StorageFailure that says that a row lacks what every row must have in that column, counted from 1.
[[noreturn]] void refuse_missing_value(std::size_t column);
/// Throws the StorageFailure that says that `text` cannot have been stored as one of `what`.
[[noreturn]] void refuse_stored_text(std::string_view what, std::string_view text);

/// An enumeration kept as the word that `names` has for each of its values, in order.
template <class Enum, const auto& names>
struct NamedColumn {
    static constexpr CellType type = CellType::text;
    static void store(Cell& cell, Enum value) { cell.text = names.at(static_cast<std::size_t>(value)); }
    static Enum load(const Cell& cell) {
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i] == cell.text) return static_cast<Enum>(i);
        refuse_stored_text("word of a fixed list", cell.text);
    }
};

template <>
struct Column<BuyingRole> : NamedColumn<BuyingRole, buying_role_names> {};

/// Anything that can be read as text is stored as text; everything else as what it is.
template <class T>
using StoredAs = std::conditional_t<std::is_convertible_v<const T&, std::string_view>, std::string_view, T>;

/// The columns of T: one where T is storable, otherwise those of the members of the aggregate T, in order.
template <class T>
consteval std::size_t column_count() {
    if constexpr (Storable<T>) {
        return 1;
    } else {
        return []<std::size_t... i>(std::index_sequence<i...>) {
            return (column_count<boost::pfr::tuple_element_t<i, T>>() + ... + 0);
        }(std::make_index_sequence<boost::pfr::tuple_size_v<T>>{});
    }
}

template <class T>
constexpr void append_column_types(CellType*& next) {
    if constexpr (Storable<T>) {
        *next++ = Column<T>::type;
    } else {
        [&next]<std::size_t... i>(std::index_sequence<i...>) {
            (append_column_types<boost::pfr::tuple_element_t<i, T>>(next), ...);
        }(std::make_index_sequence<boost::pfr::tuple_size_v<T>>{});
    }
}

/// The types of the columns of all Ts, one after the other.
template <class... Ts>
inline constexpr auto column_types = [] {
    std::array<CellType, (column_count<Ts>() + ... + 0)> types{};
    [[maybe_unused]] CellType* next = types.data();
    (append_column_types<Ts>(next), ...);
    return types;
}();

} // namespace holdfast
