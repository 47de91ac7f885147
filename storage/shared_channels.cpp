#include "storage/shared_channels.hpp"

#include "storage/meta.hpp"

namespace holdfast {

namespace {

std::string key_of(const ChannelId& channel) {
    return "shared-channel/" + channel.value;
}

} // namespace

void note_sharing(Transaction& tx, const ChannelId& channel, bool is_shared) {
    if (is_shared)
        store_meta(tx, key_of(channel), "yes");
    else
        remove_meta(tx, key_of(channel));
}

bool is_noted_as_shared(Connection& db, const ChannelId& channel) {
    return find_meta(db, key_of(channel)).has_value();
}

} // namespace holdfast
