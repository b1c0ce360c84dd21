#include "client/sync/worker.hpp"

#include <QDir>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStorageInfo>
#include <algorithm>
#include <utility>

#include "client/sync/visit_queues.hpp"

namespace mingcha {

namespace {
std::string const notes_note = "app";
std::string const server_note = "server";
std::string const received_note = "received";

QString code_of(Error const& error) {
    return QString::fromStdString(error.code);
}

bool makes_step(std::vector<Change> const& changes) {
    return std::ranges::any_of(changes, [](Change const& change) { return change.name.type == RecordType::step; });
}
}  // namespace

Worker::Worker(QString directory)
    : directory_(std::move(directory)),
      clock_(random_),
      seal_timer_(this),
      live_seal_timer_(this),
      refresh_timer_(this),
      queue_timer_(this) {
    for (auto* timer : {&seal_timer_, &live_seal_timer_, &refresh_timer_, &queue_timer_}) timer->setSingleShot(true);
    connect(&seal_timer_, &QTimer::timeout, this, &Worker::seal_and_tell);
    connect(&live_seal_timer_, &QTimer::timeout, this, &Worker::seal_and_tell);
    connect(&refresh_timer_, &QTimer::timeout, this, &Worker::refresh);
    connect(&queue_timer_, &QTimer::timeout, this, &Worker::tell_queue);
}

Worker::~Worker() {
    if (replica_) (void)replica_->seal();
}

Opened Worker::open() {
    Opened out;
    if (!replica_) {
        QDir().mkpath(directory_);
        auto opened = Replica::open(directory_.toStdString() + "/replica.db", clock_, random_);
        if (!opened) {
            out.error = code_of(opened.error());
            return out;
        }
        replica_ = *std::move(opened);
        picture_ = std::make_unique<Picture>(*replica_);
        pictures_ = std::make_unique<CapturePipeline>(directory_.toStdString() + "/photos", random_);
        load_received();
    }
    out.enrolled = replica_->is_enrolled();
    if (out.enrolled) {
        out.person = replica_->identity().person;
        out.device = replica_->identity().device;
        out.server_box = replica_->identity().server_box;
    }
    auto gate = pin_gate();
    out.pin_set = gate.is_set() ? *gate.is_set() : false;
    auto const wait = gate.wait_ms();
    out.pin_wait_ms = wait ? *wait : 0;
    auto const notes = replica_->note(notes_note);
    out.notes = notes ? QString::fromStdString(*notes) : QString();
    auto strays = pictures_->strays(*replica_);
    if (strays) out.strays = *std::move(strays);
    refresh();
    start_link();
    return out;
}

PinGate Worker::pin_gate() {
    return PinGate(
        {[this](std::string const& name) { return replica_->note(name); },
         [this](std::string const& name, std::string const& value) { return replica_->set_note(name, value); }},
        clock_);
}

WriteResult Worker::committed(Outcome<Unit> const& written, std::vector<RecordName> const& names, bool seals) {
    WriteResult out;
    if (!written) {
        out.error = code_of(written.error());
        return out;
    }
    out.saved_ms = clock_.now().time_ms;
    auto const touched = picture_->touch(names);
    if (std::exchange(told_done_, false)) tell_queue();  // before the write is seen: what is new is not 已接收
    if (touched && !touched->empty()) emit pictured(*touched);
    if (seals) {
        seal_and_tell();
    } else {
        if (!seal_timer_.isActive()) seal_timer_.start(seal_after_ms);
        if (link_ && link_->is_live()) live_seal_timer_.start(seal_when_live_ms);
    }
    queue_timer_.start(refresh_pause_ms);
    return out;
}

WriteResult Worker::write(WriteJob job) {
    if (!replica_ || !replica_->is_enrolled()) return {QStringLiteral("not_enrolled"), 0};
    auto const newest = replica_->last_dot();
    if (!newest) return {code_of(newest.error()), 0};
    std::vector<RecordName> names;
    for (auto& change : job.changes) {
        if (change.seen) change.seen->raise(newest->replica, newest->counter);
        names.push_back(change.name);
    }
    auto const author = replica_->identity().person;
    auto const written = job.new_root ? replica_->create_root(*job.new_root, job.changes, author, job.blobs)
                                      : replica_->write(job.changes, author, job.blobs);
    return committed(written, names, job.seals || makes_step(job.changes));
}

PhotoResult Worker::keep_photo(PhotoJob const& job) {
    PhotoResult out;
    if (!replica_ || !replica_->is_enrolled()) {
        out.error = QStringLiteral("not_enrolled");
        return out;
    }
    ByteView const bytes(reinterpret_cast<std::uint8_t const*>(job.image.constData()),
                         static_cast<std::size_t>(job.image.size()));
    auto kept = pictures_->keep(bytes);
    if (!kept) {
        out.error = code_of(kept.error());
        return out;
    }
    out.kept = *kept;
    if (!job.changes) {
        out.saved_ms = clock_.now().time_ms;
        return out;
    }
    WriteJob write_job;
    write_job.changes = job.changes(*kept);
    write_job.blobs = {kept->blob};
    auto const written = write(std::move(write_job));
    out.error = written.error;
    out.saved_ms = written.saved_ms;
    return out;
}

void Worker::show(Root const& root) {
    if (!picture_) return;
    if (auto const shown = picture_->show(root); shown && !shown->empty()) emit pictured(*shown);
}

void Worker::seal() {
    seal_and_tell();
}

void Worker::seal_and_tell() {
    seal_timer_.stop();
    live_seal_timer_.stop();
    if (!replica_ || !replica_->seal()) return;
    if (link_) link_->local_change();
    queue_timer_.start(refresh_pause_ms);
}

WriteResult Worker::retry_held(std::int64_t held_id) {
    auto const held = replica_->held();
    if (!held) return {code_of(held.error()), 0};
    std::vector<RecordName> names;
    for (auto const& one : *held)
        if (one.id == held_id) names.push_back(one.delta.record.name);
    return committed(replica_->retry(held_id), names, true);
}

WriteResult Worker::set_notes(QByteArray const& json) {
    if (!replica_) return {QStringLiteral("not_open"), 0};
    auto const kept = replica_->set_note(notes_note, json.toStdString());
    return kept ? WriteResult{{}, clock_.now().time_ms} : WriteResult{code_of(kept.error()), 0};
}

WriteResult Worker::set_pin(QString const& pin, bool demo_data) {
    auto const kept = pin_gate().set(pin.toStdString(), demo_data);
    return kept ? WriteResult{{}, clock_.now().time_ms} : WriteResult{code_of(kept.error()), 0};
}

PinResult Worker::check_pin(QString const& pin) {
    auto const answer = pin_gate().check(pin.toStdString());
    if (!answer) return {code_of(answer.error()), {}};
    return {{}, *answer};
}

void Worker::ask_server(QString const& address, QString const& code,
                        std::function<void(ServerFacts const&)> const& done) {
    if (!enrolment_) enrolment_ = std::make_unique<Enrolment>(this, random_, clock_);
    enrolment_->ask(address, code, done);
}

void Worker::enrol(QString const& code, QString const& label, std::function<void(EnrolResult const&)> const& done) {
    if (!enrolment_ || !replica_) return done({QStringLiteral("not_reachable"), {}, {}});
    enrolment_->enrol(code, label, [this, done](Enrolment::Granted const& granted) {
        auto result = granted.result;
        if (granted.identity) {
            QJsonObject const notes{{"office", granted.answer.value(QStringLiteral("office"))},
                                    {"person", granted.answer.value(QStringLiteral("person"))},
                                    {"demo", granted.answer.value(QStringLiteral("demo"))},
                                    {"server", enrolment_->address()->text()}};
            // The address first: a crash in between asks for another code, never leaves a device that knows no server.
            auto const kept = replica_->set_note(server_note, enrolment_->address()->text().toStdString());
            auto const noted =
                kept ? replica_->set_note(notes_note, QJsonDocument(notes).toJson(QJsonDocument::Compact).toStdString())
                     : kept;
            auto const enrolled = noted ? replica_->enrol(*granted.identity) : noted;
            if (!enrolled) result.error = code_of(enrolled.error());
        }
        done(result);
    });
}

void Worker::start_link() {
    if (link_ || !replica_->is_enrolled()) return;
    auto const server = replica_->note(server_note);
    auto const address = ServerAddress::parse(server ? QString::fromStdString(*server) : QString());
    if (!address) return;
    uploader_ = std::make_unique<BlobUploader>(*replica_);
    watch_ = std::make_unique<LogWatch>(*replica_, clock_);
    link_ = std::make_unique<SyncLink>(*replica_, clock_, random_, *address);
    connect(uploader_.get(), &BlobUploader::progressed, this, [this] { queue_timer_.start(refresh_pause_ms); });
    connect(link_.get(), &SyncLink::aboutToConnect, this, [this] {
        if (!live_seal_timer_.isActive()) (void)replica_->seal();
    });
    connect(link_.get(), &SyncLink::stored, this, [this] {
        if (!refresh_timer_.isActive()) refresh_timer_.start(refresh_pause_ms);
    });
    connect(link_.get(), &SyncLink::changed, this, [this] {
        // What was written while the connection was being made came after the sealing before it.
        if (link_->is_live() && seal_timer_.isActive() && !live_seal_timer_.isActive())
            live_seal_timer_.start(seal_when_live_ms);
        tell_link();
        queue_timer_.start(refresh_pause_ms);
        run_uploads();
    });
    connect(watch_.get(), &LogWatch::looked, this, &Worker::tell_link);
    link_->start();
}

void Worker::tell_link() {
    auto picture = link_->picture();
    picture.log_size = static_cast<qint64>(watch_->proven_size());
    picture.log_differs = watch_->differs();
    emit linkChanged(picture);
}

void Worker::run_uploads() {
    bool const may = link_ && link_->picture().drained;
    if (!may) return uploader_->stop();
    watch_->look(link_->address(), link_->vouched_key());
    uploader_->run(link_->address(), link_->vouched_key(),
                   sendable_photos(*replica_, picture_->records(), paused_visits_));
}

void Worker::refresh() {
    auto const fresh = picture_->refresh();
    if (fresh && !fresh->empty()) emit pictured(*fresh);
    queue_timer_.start(refresh_pause_ms);
}

void Worker::tell_queue() {
    auto queue = queue_picture(*replica_, picture_->records(), paused_visits_,
                               uploader_ ? Sending{uploader_->current(), uploader_->troubles()} : Sending{});
    if (!queue) return;
    note_received(queue->visits);
    told_done_ = std::ranges::all_of(queue->visits, &VisitQueue::is_done);
    queue->free_bytes = QStorageInfo(directory_).bytesAvailable();
    emit queueChanged(*queue);
    if (uploader_ && queue->size.blobs > 0 && !uploader_->current()) run_uploads();
}

void Worker::load_received() {
    auto const text = replica_->note(received_note);
    if (!text) return;
    auto const json = QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object();
    for (auto at = json.begin(); at != json.end(); ++at)
        if (auto const id = Uuid::parse(at.key().toStdString())) received_[*id] = at.value().toInteger();
}

void Worker::note_received(std::vector<VisitQueue>& visits) {
    bool changed = false;
    for (auto& visit : visits) {
        if (!visit.is_done())
            changed |= received_.erase(visit.visit) > 0;  // more was written since
        else
            changed |= received_.try_emplace(visit.visit, clock_.now().time_ms).second;
        if (auto const found = received_.find(visit.visit); found != received_.end()) visit.received_ms = found->second;
    }
    if (!changed) return;
    QJsonObject json;
    for (auto const& [id, time] : received_) json.insert(QString::fromStdString(id.to_string()), time);
    (void)replica_->set_note(received_note, QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString());
}

void Worker::connect_now() {
    seal_and_tell();  // who asks for it now means all of it, whatever state the connection is in
    if (link_) link_->connect_now();
    if (uploader_) uploader_->try_again();
}

void Worker::set_paused(bool paused) {
    if (link_) link_->set_paused(paused);
}

void Worker::pause_visit(Uuid const& visit, bool paused) {
    if (paused)
        paused_visits_.insert(visit);
    else
        paused_visits_.erase(visit);
    if (link_) run_uploads();
    queue_timer_.start(refresh_pause_ms);
}

WriteResult Worker::write_text_file(QString const& name, QString const& text) const {
    QSaveFile file(directory_ + QLatin1Char('/') + name);
    bool const good = file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.commit();
    return good ? WriteResult{} : WriteResult{QStringLiteral("io_error"), 0};
}

}  // namespace mingcha
