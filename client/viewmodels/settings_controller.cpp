#include "client/viewmodels/settings_controller.hpp"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QPalette>
#include <algorithm>

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/store.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
constexpr qint64 photo_bytes = 700 * 1024;             // mean of the planning figure, DOMAIN 3.2
constexpr qint64 kept_free_bytes = 200 * 1024 * 1024;  // for the store: a term's records have 60 MB
constexpr qreal font_least = 0.85, font_most = 2.0;    // UX T19

QVariantMap row(char const* label, QString const& text) {
    return {{"label", qtTrId(label)}, {"text", text}};
}
}  // namespace

int photos_left(qint64 free_bytes) {
    return static_cast<int>(std::max<qint64>(0, (free_bytes - kept_free_bytes) / photo_bytes));
}

QString photos_left_text(qint64 free_bytes) {
    int const left = photos_left(free_bytes);
    return left > photos_counted_max ? qtTrId("vm.photos_many") : counted("vm.photos_left", left);
}

SettingsController::SettingsController(Context& context, QObject* parent) : Controller(context, parent) {
    connect(&context_.store, &Store::noteChanged, this, &SettingsController::changed);
    connect(&context_.store, &Store::opened, this, &SettingsController::changed);
    connect(&context_.store, &Store::linkChanged, this, &SettingsController::changed);
    connect(&context_.store, &Store::queueChanged, this, &SettingsController::changed);
    connect(&context_.store, &Store::changed, this, [this](Store::ChangeSet const& changes) {
        if (changes.touches(RecordType::appointment) || changes.touches(RecordType::checklist)) emit changed();
    });
}

bool SettingsController::flag(char const* name, bool fallback) const {
    return context_.store.note(QLatin1String(name)).toBool(fallback);
}
void SettingsController::set(char const* name, QJsonValue const& value) {
    context_.store.set_note(QLatin1String(name), value);
}

QString SettingsController::darkMode() const {
    return context_.store.note(QStringLiteral("darkMode")).toString(QStringLiteral("light"));
}
void SettingsController::setDarkMode(QString const& mode) {
    if (mode == QStringLiteral("light") || mode == QStringLiteral("dark") || mode == QStringLiteral("system"))
        set("darkMode", mode);
}
bool SettingsController::dark() const {
    if (darkMode() != QStringLiteral("system")) return darkMode() == QStringLiteral("dark");
    auto const palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

qreal SettingsController::fontScale() const {
    return std::clamp(context_.store.note(QStringLiteral("fontScale")).toDouble(1.0), font_least, font_most);
}
void SettingsController::setFontScale(qreal scale) {
    set("fontScale", std::clamp(scale, font_least, font_most));
}

int SettingsController::lockMinutes() const {
    return std::clamp(context_.store.note(QStringLiteral("lockMinutes")).toInt(5), 1, 60);
}
void SettingsController::setLockMinutes(int minutes) {
    set("lockMinutes", std::clamp(minutes, 1, 60));
}

QVariantMap SettingsController::card_of(Store const& store) {
    auto const me = store.person();
    QVariantMap out{
        {"name", person_name(store.cache(), me)}, {"number", QString()}, {"office", QString()}, {"term", QString()}};
    if (out["name"].toString().isEmpty())
        out["name"] = store.note(QStringLiteral("person")).toObject().value(QStringLiteral("name")).toString();
    if (auto const* office = office_of(store.cache(), me)) out["office"] = name_of(*office);
    for (auto const* card : store.cache().all(RecordType::appointment)) {
        if (card->value("person").id() != me) continue;
        out["number"] = qt(card->value("number").text());
        out["term"] = qtTrId("vm.term_until").arg(day_code(card->value("to").integer()));
    }
    return out;
}

QVariantList SettingsController::about() const {
    auto const& store = context_.store;
    QVariantList out{row("vm.about.version", QCoreApplication::applicationVersion()),
                     row("vm.about.server", store.note(QStringLiteral("server")).toString()),
                     row("vm.about.device", qt(store.facts().device).right(8).toUpper())};
    if (auto const& link = store.link(); link.log_differs)
        out.push_back(row("vm.about.log", qtTrId("vm.about.log.differs")));
    else if (link.log_size > 0)
        out.push_back(row("vm.about.log", qtTrId("vm.about.log.proven").arg(link.log_size)));
    if (store.note(QStringLiteral("demo")).toBool()) out.push_back(row("vm.about.data", qtTrId("vm.about.demo")));
    return out;
}

QString SettingsController::storageText() const {
    auto const free = context_.store.queue().free_bytes;
    return free < 0 ? QString() : photos_left_text(free);
}

QVariantList SettingsController::checklists() const {
    QVariantList out;
    for (auto const* list : checklists_for(context_.store.cache(), {}))
        out.push_back(QVariantMap{{"title", pick(list->value("title_zh").text(), list->value("title_en").text())},
                                  {"version", qt(list->value("version").text())}});
    return out;
}

QStringList SettingsController::phrases() const {
    QStringList out;
    for (auto const& phrase : context_.store.note(QStringLiteral("phrases")).toArray())
        out.push_back(phrase.toString());
    return out;
}

void SettingsController::addPhrase(QString const& text) {
    auto const phrase = text.trimmed();
    auto all = phrases();
    if (phrase.isEmpty() || all.contains(phrase)) return;
    all.push_back(phrase);
    set("phrases", QJsonArray::fromStringList(all));
}

void SettingsController::removePhrase(QString const& text) {
    auto all = phrases();
    if (all.removeAll(text) > 0) set("phrases", QJsonArray::fromStringList(all));
}

void SettingsController::exportDiagnostics() {
    auto const& store = context_.store;
    auto const& queue = store.queue();
    QStringList const lines{
        QStringLiteral("mingcha ") + QCoreApplication::applicationVersion(),
        QStringLiteral("qt ") + QLatin1String(qVersion()), QStringLiteral("device ") + qt(store.facts().device),
        QStringLiteral("open %1, batches %2, held %3, photos %4")
            .arg(queue.size.open_deltas)
            .arg(queue.size.batches)
            .arg(queue.size.held)
            .arg(queue.size.blobs),
        QStringLiteral("last contact %1, link code %2").arg(store.link().last_contact_ms).arg(store.link().code)};
    context_.store.write_text_file(QStringLiteral("diagnostics.txt"), lines.join(QLatin1Char('\n')));
}

}  // namespace mingcha
