#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/record/value.hpp"

namespace mingcha {

/// The acts of visits and findings as tables that read like DOMAIN.md 6.1 and 6.2. A state is never stored: it is folded from signed
/// steps and the server's rulings on them (DESIGN section 2, Workflow).

/// States of a visit, then of a finding; `none` = the subject does not exist yet.
enum class State : std::uint8_t {
    none,
    // visit
    planned,
    drawn,
    taken,
    checked_in,
    working,
    feedback,
    confirmed,
    dissented,
    unsigned_,
    submitted,
    reviewing,
    returned,
    accepted,
    reported,
    published,
    filed,
    cancelled,
    refused,
    broken_off,
    void_,
    // finding
    draft,
    open,
    fixed_on_spot,
    noticed,
    received,
    with_plan,
    reported_back,
    checking,
    closed,
    not_done,
};

struct StateWords {
    State state;
    std::string_view code;  ///< stable, in JSON
    std::string_view zh;    ///< on the chip, UX section 1
    std::string_view en;
};
[[nodiscard]] std::span<StateWords const> all_states();
[[nodiscard]] StateWords const& words_of(State state);
/// On a step that the server has not ruled on.
inline constexpr std::string_view provisional_zh = "待中心确认";
inline constexpr std::string_view provisional_en = "Waiting for the office to confirm";

enum class Subject : std::uint8_t { visit, finding };

/// Who acts. Bits. The author's roles *on this subject*, found by the caller from assignments, the visit and the office tree.
enum class Role : std::uint16_t {
    nobody = 0,
    lead = 1,
    member = 2,
    liaison = 4,
    head = 8,
    zone = 16,
    duty = 32,
    duty_head = 64,
    city = 128,
    clock = 256,
};
[[nodiscard]] constexpr Role operator|(Role a, Role b) {
    return static_cast<Role>(static_cast<std::uint16_t>(a) | static_cast<std::uint16_t>(b));
}
[[nodiscard]] constexpr bool any_of(Role set, Role wanted) {
    return (static_cast<std::uint16_t>(set) & static_cast<std::uint16_t>(wanted)) != 0;
}

/// What the guards may look at. Plain values, put together by the caller; defaults are the harmless ones, so a test names what matters.
struct StepFacts {
    Role author = Role::nobody;  ///< roles of the author on this subject

    // Inner: from the subject's own root.
    bool has_answers = false;             ///< at least one answer: the visit is WORKING (VT07)
    int required_open = 0;                ///< required items without answer or N/A
    int photos_missing = 0;               ///< needed photos that are missing without a reason
    int open_conflicts = 0;               ///< items on which two inspectors differ (CF01)
    bool feedback_frozen = true;          ///< a feedback with text and finding list exists for this step
    bool seen_is_newest_feedback = true;  ///< the hash that was signed is the newest feedback's (CF02)
    bool has_reason = true;               ///< the step carries a reason
    bool refuser_named = true;            ///< who refused entry (VT06)
    bool gate_photo_or_reason = true;     ///< a photo of the gate, or why there is none (VT06)
    bool has_witness = true;
    bool has_summary = true;
    bool evidence_known = true;    ///< all photos received, or the missing ones are listed in the step
    bool near_or_reason = true;    ///< position inside the school's fence, or why not
    bool pinned_list = true;       ///< the list version stands in the visit
    bool finding_complete = true;  ///< fact, class, basis or why there is none, and what it rests on
    bool before_after_photos = true;
    char finding_class = 'B';
    bool cancel_was_seen = true;  ///< the step's heads cover the cancellation (CF04)
    bool put_off_ended = false;   ///< the newest feedback was put off (延后), and the period is over

    // Outer: grants, cards, settings, caps, clock. The tablet fills in what it knows; the server decides.
    bool unit_is_own = true;  ///< assigned to the author, or the visit is on a complaint
    bool card_valid = true;   ///< inspector card 督学证, at the effective time of the step
    bool recused = false;     ///< must withdraw 回避
    bool trained = true;
    bool lease_ok = true;            ///< within the days offline, or the visit was begun before
    bool cap_kept_or_reason = true;  ///< visits of this school this month
    int group_size = 1;
    bool group_visit = false;             ///< special or comprehensive
    int group_min = 3;                    ///< setting, DOMAIN 1.9
    bool inspectors_may_notice_b = true;  ///< setting of the office
    bool in_dissent_period = true;
};

/// A condition of an act. `holds` = the act may go on; otherwise `code` is the ruling and the words name the remedy.
struct Guard {
    std::string_view code;
    std::string_view zh;
    std::string_view en;
    bool (*holds)(StepFacts const& facts);
};

/// One row of the tables.
struct Act {
    std::string_view id;
    Subject subject;
    std::vector<State> from;
    State to;  ///< `none`: the visit stays where it is
    Role who;
    std::vector<Guard const*> inner;
    std::vector<Guard const*> outer;
    bool offline;  ///< may be made without network; it takes effect with the server's ruling
    std::string_view zh;
    std::string_view en;
};
[[nodiscard]] std::span<Act const> all_acts();
/// Null for an act that this version does not know: its step is kept and shown, and moves nothing.
[[nodiscard]] Act const* find_act(std::string_view id);

/// Version of these rules, written into each ruling.
inline constexpr std::string_view rules_version = "2026.1";

/// The judgement of a step, made once. `in_force` moves the state; `noted` stands without moving it (a colleague's check-in, a
/// confirmation beside a dissent); anything else is the code of what stood in the way, with the remedy.
struct Ruling {
    std::string code;
    std::string zh, en;

    [[nodiscard]] bool stands() const { return code == "in_force" || code == "noted"; }
};
/// The words of a ruling's code, for whoever reads it later; a code that this version does not know stands for itself.
[[nodiscard]] Ruling ruling_words(std::string_view code);
/// Judges a step of `act` made while the subject's folded state is `state`. `only_inner`: what a tablet can know for sure.
[[nodiscard]] Ruling judge(std::string_view act, State state, StepFacts const& facts, bool only_inner = false);
/// Acts that `facts.author` could make now and the first thing in the way of each (`in_force` when nothing is).
struct Offer {
    Act const* act;
    Ruling ruling;
};
[[nodiscard]] std::vector<Offer> offers(Subject subject, State state, StepFacts const& facts);

/// A step as the fold reads it. `order` = (server epoch, receipt number) of its ruling; without ruling it is provisional.
struct RuledStep {
    Uuid id;
    std::string act;
    struct Order {
        std::int64_t epoch = 0, number = 0;
        friend auto operator<=>(Order const&, Order const&) = default;
    };
    struct Given {
        std::string code;
        Order order;
    };
    std::optional<Given> ruling;
    std::int64_t local_order = 0;  ///< of provisional steps only: the order in which this device made or learnt them
};

struct Folded {
    State state = State::none;       ///< by the rulings alone; a finding without steps is a draft
    State shown = State::none;       ///< with provisional steps appended last
    bool provisional = false;        ///< some step waits for its ruling
    std::vector<Uuid> out_of_force;  ///< stay visible, with their reason
    std::vector<Uuid> standing;      ///< in receipt order
};
/// state = fold(ruled steps in receipt order). Reads rulings, never judges. Any order of `steps`, and steps given twice, give the same.
/// Provisional steps are judged by inner rules of state only, so a tablet shows what it has just done.
[[nodiscard]] Folded fold(Subject subject, std::vector<RuledStep> steps);

/// VT07: a checked-in visit with an answer is WORKING; computed, never a step.
[[nodiscard]] State with_answers(State state, bool has_answers);

}  // namespace mingcha
