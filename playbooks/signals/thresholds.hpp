#pragma once

namespace holdfast {

/// What counts as usual, for both order detectors.
struct OrderBaselineThresholds {
    int months = 12;      ///< at most so many complete months before the two that are judged
    int least_months = 3; ///< with fewer on record nothing is known
};

struct OrderVolumeThresholds {
    double drop_percent = 10; ///< trips above it, not at it (S0-14a, Q2)
};

struct OrderFrequencyThresholds {
    double drop_percent = 25; ///< trips at it (S0-14b)
};

struct PaymentTermsThresholds {
    int late_invoices = 2; ///< so many late ones in a row trip (S0-15, Q5); at least 1
    int request_days = 60; ///< a customer's request explains longer terms that start at most so many days later
    int recent_days = 90;  ///< what happened longer ago is history, unless an invoice is still unpaid
};

struct RenewalThresholds {
    int days = 90;        ///< trips when fewer are left (S0-16)
    int talk_days = 90;   ///< a talk counts when it was at most so many days before that window opened, or in it
    int passed_days = 30; ///< a renewal date passed longer ago is out of date rather than a signal
};

struct TicketThresholds {
    double rise_percent = 50; ///< trips at it (S0-17)
    int floor = 4;            ///< fewer in the current window never trip; 0 switches the floor off (Q4)
    int window_days = 30;
};

struct QualitativeThresholds {
    int kinds = 2;        ///< so many different kinds make an alert (S0-25)
    int window_days = 30; ///< that lie at most so many days apart (Q3)
};

/// When signals trip. The defaults are the playbook's; percents count with two decimals.
struct Thresholds {
    OrderBaselineThresholds order_baseline;
    OrderVolumeThresholds order_volume;
    OrderFrequencyThresholds order_frequency;
    PaymentTermsThresholds payment_terms;
    RenewalThresholds renewal;
    TicketThresholds tickets;
    QualitativeThresholds qualitative;
};

} // namespace holdfast
