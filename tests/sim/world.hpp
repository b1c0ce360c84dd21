#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/sync/server_peer.hpp"
#include "tests/sim/marks.hpp"
#include "tests/sim/tablet.hpp"
#include "tests/sqlite/fault_memory.hpp"

namespace mingcha::sim {

/// The whole of the sync system in one process, on one thread and on virtual time: real replicas, peers and central store, frames as bytes
/// on connections that may be cut at any frame. Actions are lines of words, so a run is a list of lines and replays to the byte.
///
///   write|bad|type|focus T REC F   a write (refused by the office; typing; focus)   F = a | b
///   add|rem T REC · withdraw T REC · retry T · seal T
///   sync T [frames]      sessions until drained; or one session, cut after so many frames
///   lostack T            one session of which nothing comes down
///   connect|cut T · up|down T [frames] · commit      the same by hand; batches wait for `commit`
///   open P REC · web P F · webadd REC · webrem REC    office: P opens a page, writes on it
///   grant|revoke T ROOT · suspend|resume T (a person) · disable|admit T (the tablet) · create T [bad]
///   snap · restore [command] · restart       image of the centre; back to it, behind the program's back or by command; stop and start
///   clone T · image T · reimage T · reboot T · clock T [years]
///   io|full|cut|kill T N     the Nth operation of that disk from now fails, finds no room, or is the last before power or process
///                            end; T = c for the centre's. Only where stores are on disks. `full` lasts until the next quiet.
///   memory N                 the Nth allocation of replicas, peers and the central store from now fails
class World {
public:
    /// Core: two tablets, stores in memory. Full: three, and every store on a disk that can fail and lose power.
    enum class Scale { core, full };
    explicit World(std::uint64_t seed, Marks* marks = nullptr, Scale scale = Scale::core);

    /// A broken promise, or nothing.
    [[nodiscard]] std::string act(std::string_view line);
    /// Everything is sealed, sent, answered and received; then every promise is checked.
    [[nodiscard]] std::string quiet();

    // For tests that look inside.
    [[nodiscard]] Tablet& tablet(std::size_t i) { return *tablets_[i].tablet; }
    [[nodiscard]] std::size_t tablet_count() const { return tablets_.size(); }
    [[nodiscard]] Centre& centre() { return centre_; }
    [[nodiscard]] Truth& truth() { return truth_; }
    [[nodiscard]] RecordName name(std::string_view record) const;
    [[nodiscard]] static std::uint16_t number(RecordName const& name, char field);
    /// The newest write that was made; 0 = none.
    [[nodiscard]] WriteId last_write() const { return truth_.writes.empty() ? 0 : truth_.writes.rbegin()->first; }
    /// Ids of the siblings that the server holds of a field.
    [[nodiscard]] std::set<WriteId> at_centre(std::string_view record, char field);
    [[nodiscard]] std::size_t frames_up(std::size_t i) const {
        return tablets_[i].session ? tablets_[i].session->up.size() : 0;
    }
    [[nodiscard]] std::size_t frames_down(std::size_t i) const {
        return tablets_[i].session ? tablets_[i].session->down.size() : 0;
    }
    [[nodiscard]] std::set<WriteId> at_tablet(std::size_t i, std::string_view record, char field);
    /// Hash over every frame that crossed a connection.
    [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_; }
    std::size_t page_rows_max = 2;

private:
    static constexpr std::size_t planned_roots = 2;
    using Words = std::vector<std::string>;
    struct Session {
        ServerPeer peer;
        std::deque<Bytes> up, down;
        bool ended = false;       ///< the server said goodbye
        std::size_t writing = 0;  ///< batches on their way through the store
        bool changed = false;     ///< the hub has news for it
    };
    struct Seat {
        std::size_t person = 0;
        std::unique_ptr<Tablet> tablet;
        std::shared_ptr<Session> session;
        std::string last_code;
        // the field that has focus
        std::optional<RecordName> focus;
        std::uint16_t focus_field = 0;
        VersionVector focus_seen;
        std::set<WriteId> focus_saw;
        WriteId typed = 0;  ///< the newest value typed since
        /// What the program called not stored, and may be stored all the same: looked for after each restart.
        std::vector<std::function<void(Tablet&)>> doubts;
    };
    struct WebPage {
        RecordName name;
        std::map<std::uint16_t, std::pair<VersionVector, std::set<WriteId>>> fields;
    };
    struct Waiting {
        std::shared_ptr<Session> session;
        PreparedBatch batch;
    };

    void sometimes(char const* what) {
        fault_memory::Scope const calm(false);
        MC_CHECK(is_known_mark(what));
        if (marks_) ++(*marks_)[what];
    }
    [[nodiscard]] Seat& seat(Words const& words);
    void enrol(Seat& at);
    /// False: it was not stored, and the person is told.
    [[nodiscard]] bool change(Seat& at, Change change, std::set<WriteId> const& saw, bool is_bad);
    void act_write(Words const& words);
    void act_type(Words const& words);
    void act_remove(Words const& words);
    void act_retry(Seat& at);
    void act_web(Words const& words);
    void act_web_set(Words const& words);
    void act_create(Words const& words);
    void act_office(Words const& words);
    void set_revoked(Seat& at, bool revoked);
    void act_centre(Words const& words);
    void act_store(Words const& words);
    void act_wire(Words const& words);
    void act_fault(Words const& words);
    /// Runs what the product does, where memory may be missing; what is not caught there ends its program. Null: the centre's.
    template <typename Work>
    auto product(Seat* at, Work work) -> std::optional<decltype(work())> {
        try {
            fault_memory::Scope const armed;
            return work();
        } catch (std::bad_alloc const&) {
            out_of_memory(at);
            return std::nullopt;
        }
    }
    void out_of_memory(Seat* at);
    /// What a person does on a tablet; a program that ended meanwhile answers nothing.
    template <typename Work>
    Outcome<Unit> write_on(Seat& at, Work work) {
        auto done = product(&at, [&] { return work(at.tablet->replica()); });
        return done ? *std::move(done) : Outcome<Unit>(Error{"no_memory", "the program ended"});
    }
    void seal(Seat& at);

    // mend.cpp
    /// Whether a tablet's store did it. If not, why is a fault of its disk, or the promise is broken.
    [[nodiscard]] bool stored(Seat& at, Outcome<Unit> const& done);
    /// Starts again what a fault has ended.
    void mend();
    void heal();
    void doubt_write(Seat& at, WriteId id);
    void doubt_removal(Seat& at, RecordName const& name, std::uint16_t field, WriteId id, Tablet::Removal const& what);
    void office_write(RecordName const& name, std::uint16_t field, Value value);

    // wire.cpp
    void connect(Seat& at);
    void cut(Seat& at);
    /// What a session's peer decides now, and all that follows from it.
    template <typename Work>
    void serve(std::shared_ptr<Session> const& session, Work work) {
        (void)product(nullptr, [&] { return perform(session, work()), true; });
    }
    void perform(std::shared_ptr<Session> const& session, ServerPeer::Actions actions);
    /// What a tablet's driver decides now.
    template <typename Work>
    void drive(Seat& at, Work work) {
        if (auto step = product(&at, work))
            take(at, *std::move(step));
        else
            cut(at);
    }
    void take(Seat& at, DriverStep step);
    [[nodiscard]] bool up(Seat& at);
    [[nodiscard]] bool down(Seat& at);
    void commit();
    void notify();
    /// True when drained.
    [[nodiscard]] bool sync(Seat& at, int frames_max);

    // oracles.cpp
    [[nodiscard]] std::string always();
    [[nodiscard]] std::string check();
    struct CentreFacts;
    [[nodiscard]] CentreFacts facts();
    [[nodiscard]] std::string check_lost(CentreFacts const& facts);
    [[nodiscard]] std::string check_tablet(Seat& at, CentreFacts const& facts);
    [[nodiscard]] std::string check_withdrawn();

    Scale scale_;
    std::int64_t ticks_ = 0;
    std::uint64_t seed_;
    Marks* marks_;
    SeededRandom random_;
    Truth truth_;
    Centre centre_;
    std::vector<Uuid> persons_;
    std::vector<Root> roots_;
    std::vector<RecordName> names_;
    std::vector<Seat> tablets_;
    std::deque<Waiting> queue_;
    std::map<std::string, WebPage> pages_;
    std::optional<Centre::Image> backup_;
    WriteId backup_tick_ = 0;  ///< the newest write that it can have
    std::map<std::size_t, Tablet::Image> images_;
    std::uint64_t fingerprint_ = 0;
    std::uint64_t seats_made_ = 0;
    std::set<Root> created_;
    std::set<WriteId> lostable_;  ///< web writes that a restored backup does not have
    /// Removed before the one restore, addition and removal both with a receipt: only those can be told from a forged claim (4.9 clip).
    std::set<WriteId> settled_removals_;
    int restores_ = 0;
    bool was_copied_ = false;
    std::map<Dot, WriteId> dots_;  ///< of writes on tablets
    /// Writes that share their dot: a copy of a tablet counts on from where the copy was taken.
    std::set<WriteId> twins_;
    std::string broken_;  ///< a promise that was broken in the middle of an action
};

}  // namespace mingcha::sim
