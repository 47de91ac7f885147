#include "bot/render/role_words.hpp"

namespace holdfast::render {

std::string_view in_words(BuyingRole role) {
    switch (role) {
    case BuyingRole::economic_buyer: return "economic buyer";
    case BuyingRole::technical_buyer: return "technical buyer";
    case BuyingRole::user_buyer: return "user buyer";
    case BuyingRole::champion: return "champion";
    case BuyingRole::saboteur: return "saboteur";
    case BuyingRole::influencer: return "influencer";
    case BuyingRole::other: return "other role";
    }
    return {};
}

} // namespace holdfast::render
