#include "playbooks/signals/evaluate.hpp"

#include "playbooks/signals/order_frequency.hpp"
#include "playbooks/signals/order_volume.hpp"
#include "playbooks/signals/payment_terms.hpp"
#include "playbooks/signals/qualitative.hpp"
#include "playbooks/signals/renewal_silent.hpp"
#include "playbooks/signals/tickets_up.hpp"

namespace holdfast {

std::vector<Reading> evaluate_all(const AccountHistory& history, const Thresholds& thresholds, const AsOf& as_of) {
    return {read_order_volume(history, thresholds, as_of),  read_order_frequency(history, thresholds, as_of),
            read_payment_terms(history, thresholds, as_of), read_renewal_silent(history, thresholds, as_of),
            read_tickets_up(history, thresholds, as_of),    read_qualitative(history, thresholds, as_of)};
}

} // namespace holdfast
