#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/states.hpp"

/// A laboratory of pure merge states: two tablets and a server on whose replica two persons write, one record of two registers and one
/// set. It knows the layers of the design (base, pending, held) and its exact sentences (clip, redot, cascade, requeue, wpage), but no
/// clock, socket, disk or frame. It keeps a ledger of what every person was really shown, which no merge state can falsify.
namespace mingcha::test::lab {

inline constexpr std::size_t field_count = 3, set_field = 2, tablet_count = 2, person_count = 2,
                             server_device = tablet_count;
using Row = std::array<FieldState, field_count>;
using Bits = std::uint32_t;  ///< one bit a write, or one bit a delta
inline constexpr Bits bit(std::size_t i) {
    return Bits{1} << i;
}

/// One write as it happened. Its number is its value.
struct Truth {
    std::size_t field = 0;
    Bits shown = 0;  ///< the writes that its author was looking at
};

/// What a replica sealed: fields with values of new dots and names of the others.
struct Sealed {
    std::size_t device = 0;
    ReplicaId replica;
    std::array<std::optional<FieldState>, field_count> fields;
    std::vector<Dot> fresh;
    std::uint64_t highest = 0;  ///< counter of the newest dot it brings, superseded ones included
    Bits wrote = 0;             ///< writes in it, superseded ones included
    Bits removed = 0;           ///< writes whose set elements it removes
    Bits after = 0;             ///< deltas that its maker had when it was made
    std::size_t quotes = 0;     ///< the newest receipt that its maker knew
    bool is_refused = false;

    [[nodiscard]] bool is_empty() const { return !fields[0] && !fields[1] && !fields[2]; }
};

enum class Verdict { none, joined, held };

/// Takes deltas like a server: clips what they claim to what it has accepted itself.
struct Observer {
    Row row;
    VersionVector accepted;

    void take(Sealed const& delta);
    friend bool operator==(Observer const&, Observer const&) = default;
};

/// Which sentences of 4.9 hold; switched off by tests that show what each is for.
struct Rules {
    bool redot = true;               ///< off: a restored store seals its old dots again under its old name
    bool redot_keeps_vector = true;  ///< off: "rebuilt from base and own new dots"
    bool cascade = true;
    bool cascade_by_device = true;  ///< off: a re-enrolled tablet starts with a clean record
    bool clip = true;
    bool requeue = true;
    bool wpage = true;
};

class World;

struct Server {
    Observer state;
    ReplicaId me;
    std::uint64_t counter = 0;
    std::map<std::size_t, std::pair<Verdict, std::size_t>> verdicts;  ///< delta: verdict, receipt
    std::vector<std::size_t> log;                                     ///< joined deltas in order
    std::map<std::pair<std::uint64_t, std::size_t>, std::size_t>
        refused;  ///< device (or replica), field: receipt that said so

    [[nodiscard]] Bits log_bits() const;
};

struct Tablet {
    struct Pending {
        Sealed delta;
        enum Stage { open, sealed, joined } stage = open;
        std::size_t number = 0;
    };
    std::size_t device = 0;
    ReplicaId me;
    std::uint64_t counter = 0;
    std::size_t receipt = 0;
    Row base;
    Bits base_has = 0;
    std::vector<Pending> pending;
    std::vector<std::pair<std::size_t, Verdict>> kept;  ///< sealed deltas of this store and what their receipt said

    [[nodiscard]] FieldState shown(std::size_t field) const;
    [[nodiscard]] bool has_open() const;
};

struct Event {
    enum Kind {
        write,
        add,
        remove,
        pull,
        seal,
        refuse,
        restore,
        web_write,
        web_add,
        web_remove,
        open_page,
        server_restore
    } kind = write;
    std::size_t who = 0;   ///< tablet or person
    std::size_t what = 0;  ///< register; element of a set; how many own events back

    [[nodiscard]] std::string text() const;
};

class World {
public:
    explicit World(Rules const& rules = {});

    void act(Event const& event);
    /// Events that would change something now.
    [[nodiscard]] std::vector<Event> possible() const;
    /// Everything is sealed, pushed, answered and pulled. False when something never drains.
    [[nodiscard]] bool settle();

    /// An unacknowledged write stands on its tablet, unless a later one of it has replaced it.
    [[nodiscard]] bool own_writes_shown() const;
    /// After settle: a joined write that is gone without a joined write or removal that had been shown it; none = empty.
    [[nodiscard]] std::string lost(Row const& row) const;
    /// After settle: a write of which every copy was refused but which is there all the same.
    [[nodiscard]] std::string smuggled(Row const& row) const;

    [[nodiscard]] std::vector<Sealed> joined() const;
    /// For each of joined(): which of them its maker had (as bits of their places), and which came before it from the same replica.
    [[nodiscard]] std::vector<Bits> causes() const;
    [[nodiscard]] std::vector<Bits> chains() const;

    [[nodiscard]] Server const& server() const { return server_; }
    [[nodiscard]] Tablet const& tablet(std::size_t i) const { return tablets_[i]; }
    [[nodiscard]] bool server_was_restored() const { return server_was_restored_; }
    [[nodiscard]] std::vector<std::string> texts(std::size_t field) const;
    /// The number of the newest write.
    [[nodiscard]] std::size_t last_write() const { return truths_.size() - 1; }

private:
    [[nodiscard]] Sibling new_write(std::size_t field, Bits shown, ReplicaId replica, std::uint64_t counter);
    void put(Tablet& tablet, std::size_t field, FieldState const& state, std::optional<Dot> fresh, Bits wrote,
             Bits removed);
    void write_on(Tablet& tablet, std::size_t field, bool is_add);
    void remove_on(Tablet& tablet, std::size_t element);
    void seal(Tablet& tablet, bool is_refused);
    void hand_in(Tablet& tablet);
    void answer(Tablet& tablet);
    void requeue(Tablet& tablet);
    void pull(Tablet& tablet);
    void restore(Tablet& tablet, std::size_t back);
    void enrol(Tablet& tablet);
    void judge(std::size_t number, bool is_honoured);
    void web(std::size_t person, std::size_t field, FieldState state, std::optional<Dot> fresh, Bits wrote,
             Bits removed);
    void restore_server(std::size_t back);
    [[nodiscard]] Bits joined_writes(Bits& removed) const;

    Rules rules_;
    std::vector<Truth> truths_;
    std::vector<Sealed> sealed_;
    std::size_t receipts_ = 0;
    std::uint64_t replicas_ = 0;
    std::array<Tablet, tablet_count> tablets_;
    std::array<std::vector<std::shared_ptr<Tablet const>>, tablet_count> past_;
    Server server_;
    std::vector<std::shared_ptr<Server const>> server_past_;
    std::array<Row, person_count> pages_;
    bool server_was_restored_ = false;
};

}  // namespace mingcha::test::lab
