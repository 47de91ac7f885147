#include "storage/shared_channels.hpp"

#include "storage/meta.hpp"

namespace holdfast {

namespace {

std::string key_of(const ChannelId& channel) {
    return "shared-channel/" + channel.value;
}

} // namespace

void note_sharing(Transaction& tx, const ChannelId& channel, bool is_shared, Instant now) {
    if (!is_shared) return remove_meta(tx, key_of(channel));
    if (is_noted_as_shared(tx, channel)) return;
    store_meta(tx, key_of(channel), std::to_string(now.time_since_epoch().count()));
}

bool is_noted_as_shared(Connection& db, const ChannelId& channel) {
    return find_meta(db, key_of(channel)).has_value();
}

std::string noted_sharing(Connection& db, const ChannelId& channel) {
    return find_meta(db, key_of(channel)).value_or(std::string{});
}

} // namespace holdfast
