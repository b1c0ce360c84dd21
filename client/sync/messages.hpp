#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>
#include <functional>
#include <memory>
#include <set>
#include <vector>

#include "client/platform/capture_pipeline.hpp"
#include "client/platform/pin_gate.hpp"
#include "shared/replica/replica.hpp"

namespace mingcha {

// What travels between the worker and the UI thread: values, never pointers into either.

/// Records that are now different on the disk, and names of those that are no longer there (withdrawn, or out of this person's reach).
struct Pictured {
    std::vector<Record> changed;
    std::vector<RecordName> gone;
    [[nodiscard]] bool empty() const { return changed.empty() && gone.empty(); }
};

/// One durable transaction. A change whose `seen` is set gets this replica's own newest dot added to it: own writes since a field took
/// focus belong to what its writer has seen (DESIGN 4.9 focus).
struct WriteJob {
    std::vector<Change> changes;
    std::optional<Root> new_root;  ///< made by this write: a visit or a finding
    bool seals = false;            ///< a step was made, or a receipt was given: what went before leaves a trace
    std::vector<BlobEntry> blobs;
};
struct WriteResult {
    QString error;        ///< empty = on the disk; else a code such as disk_full
    qint64 saved_ms = 0;  ///< Unix milliseconds of the commit
    [[nodiscard]] bool ok() const { return error.isEmpty(); }
};

/// A picture to keep: bytes as taken, and the record changes that depend on the kept file. `changes` runs on the worker: it must hold
/// values only. Without it the file alone is kept, and named by a WriteJob later.
struct PhotoJob {
    QByteArray image;
    std::function<std::vector<Change>(KeptImage const& kept)> changes;
};
struct PhotoResult {
    QString error;
    KeptImage kept;
    qint64 saved_ms = 0;
    [[nodiscard]] bool ok() const { return error.isEmpty(); }
};

/// What the store says when it is opened.
struct Opened {
    QString error;  ///< empty, or corrupt, newer_store, io_error, disk_full
    bool enrolled = false;
    bool pin_set = false;
    qint64 pin_wait_ms = 0;
    Uuid person, device;
    PublicKey server_box{};         ///< what only the server may read is sealed to it: confirmation codes
    QString notes;                  ///< JSON object of the app's own notes
    std::vector<KeptImage> strays;  ///< pictures without a place
};

struct PinResult {
    QString error;
    PinGate::Answer answer;
};

enum class LinkState { idle, connecting, live, waiting, untrusted };
/// How the connection stands.
struct LinkPicture {
    LinkState state = LinkState::idle;
    bool drained = false;  ///< all is handed in, and nothing more is to come
    bool paused = false;
    QString code;                ///< why the last connection ended
    qint64 retry_at_ms = 0;      ///< Unix milliseconds of the next try, while waiting
    qint64 last_contact_ms = 0;  ///< when the server last answered; 0 = never
    qint64 clock_off_ms = 0;     ///< device clock minus server clock at the last contact
    qint64 log_size =
        0;  ///< entries of the centre's log up to which it is proven to hold what this tablet knows; 0 = none yet
    bool log_differs = false;  ///< the centre's log contradicts the receipts that this tablet holds
};

/// How the records and photos of one visit stand.
struct VisitQueue {
    Uuid visit;
    bool data_done = false;
    int photos = 0, photos_done = 0;          ///< without the signatures
    int signatures = 0, signatures_done = 0;  ///< pictures too, but nobody calls them photos
    int unreleased = 0;                       ///< photos that nobody has yet said may be sent
    qint64 bytes = 0, bytes_done = 0;
    bool paused = false, uploading = false;
    std::set<Uuid> received{};  ///< photos and signatures whose bytes the centre has
    int held = 0;               ///< entries that the centre keeps without having joined them
    qint64 received_ms = 0;     ///< when the centre had all of it; 0 = not yet
    QString trouble{};          ///< why a photo of it was not taken at the last try; empty = none failed
    [[nodiscard]] bool waits_for_release() const {
        return data_done && unreleased > 0 && photos - photos_done == unreleased && signatures == signatures_done;
    }
    /// Nothing of it moves until something is mended.
    [[nodiscard]] bool is_stuck() const { return data_done && !trouble.isEmpty() && !uploading; }
    [[nodiscard]] bool is_done() const { return data_done && photos == photos_done && signatures == signatures_done; }
};
struct QueuePicture {
    QueueSize size;
    std::vector<VisitQueue> visits;  ///< of own visits that were begun, newest first
    std::vector<HeldDelta> held;     ///< not yet retried
    qint64 photo_bytes = 0;          ///< still to send
    qint64 free_bytes = -1;          ///< on the disk; -1 = not known
};

/// What the server says before enrolment: who it is, proven to hold the key that `identity` vouches for, and whom the code is for.
struct ServerFacts {
    QString error;        ///< empty, or not_reachable, bad_server, bad_address, code_unknown, code_used, code_expired
    QString fingerprint;  ///< first 16 hex digits of SHA-256(identity), in groups of four
    QString person_name, office_zh, office_en;  ///< whose tablet the code would enrol
};
struct EnrolResult {
    QString error;  ///< empty, or code_unknown, code_used, code_expired, device_known, not_reachable, bad_server
    QString person_name, office_name;
};

}  // namespace mingcha

Q_DECLARE_METATYPE(mingcha::Pictured)
Q_DECLARE_METATYPE(mingcha::Opened)
Q_DECLARE_METATYPE(mingcha::LinkPicture)
Q_DECLARE_METATYPE(mingcha::QueuePicture)
