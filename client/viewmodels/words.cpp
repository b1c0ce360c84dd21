#include "client/viewmodels/words.hpp"

#include <QDateTime>
#include <QLocale>
#include <QObject>

#include "client/viewmodels/changes.hpp"

namespace mingcha {

namespace {
constexpr int china_offset_s = 8 * 3600;
QString language = QStringLiteral("zh");

QDateTime at(qint64 time_ms) {
    return QDateTime::fromMSecsSinceEpoch(time_ms, Qt::OffsetFromUTC, china_offset_s);
}
}  // namespace

void set_words_language(QString const& code) {
    language = code;
}
bool in_english() {
    return language == QStringLiteral("en");
}

QString pick(std::string_view zh, std::string_view en) {
    return qt(in_english() && !en.empty() ? en : zh);
}
QString pick(Words const& words) {
    return pick(words.zh, words.en);
}
QString counted(char const* id, int n) {
    return qtTrId(id, n);
}

QString clock_text(qint64 time_ms) {
    return at(time_ms).toString(QStringLiteral("HH:mm:ss"));
}
QString minute_text(qint64 time_ms) {
    return at(time_ms).toString(QStringLiteral("HH:mm"));
}
QString day_code(qint64 time_ms) {
    return at(time_ms).toString(QStringLiteral("yyyy-MM-dd"));
}

QString day_text(qint64 time_ms) {
    auto const day = at(time_ms).date();
    if (in_english()) return QLocale(QLocale::English).toString(day, QStringLiteral("d MMM"));
    return QStringLiteral("%1月%2日").arg(day.month()).arg(day.day());
}

QString day_weekday_text(qint64 time_ms) {
    auto const day = at(time_ms).date();
    if (in_english()) return QLocale(QLocale::English).toString(day, QStringLiteral("ddd d MMM"));
    static QString const days = QStringLiteral("一二三四五六日");
    return day_text(time_ms) + QStringLiteral(" 周") + days.at(day.dayOfWeek() - 1);
}

QString day_minute_text(qint64 time_ms, qint64 now_ms) {
    if (day_code(time_ms) == day_code(now_ms)) return minute_text(time_ms);
    return day_text(time_ms) + QLatin1Char(' ') + minute_text(time_ms);
}
QString day_minute_text(qint64 time_ms) {
    return day_minute_text(time_ms, QDateTime::currentMSecsSinceEpoch());
}

QString bytes_text(qint64 bytes) {
    if (bytes < 1024 * 1024) return QStringLiteral("%1 KB").arg((bytes + 1023) / 1024);
    return QStringLiteral("%1 MB").arg(static_cast<double>(bytes) / (1024.0 * 1024.0), 0, 'f', 1);
}

QString saved_text(qint64 time_ms) {
    return time_ms == 0 ? QString() : qtTrId("save.ok").arg(clock_text(time_ms));
}

int days_between(qint64 from_ms, qint64 to_ms) {
    return static_cast<int>(at(from_ms).date().daysTo(at(to_ms).date()));
}

qint64 day_start_ms(std::string_view day) {
    auto const date = QDate::fromString(qt(day), Qt::ISODate);
    return date.isValid() ? QDateTime(date, QTime(0, 0), Qt::OffsetFromUTC, china_offset_s).toMSecsSinceEpoch() : 0;
}

QString key_of(QString code) {
    return code.replace(QLatin1Char('.'), QLatin1Char('_')).replace(QLatin1Char('-'), QLatin1Char('_'));
}

QVariantMap chip(QString const& tone, QString const& icon, QString const& word) {
    return {{QStringLiteral("tone"), tone}, {QStringLiteral("icon"), icon}, {QStringLiteral("word"), word}};
}

QVariantMap notice(QString const& tone, QString const& icon, QString const& text, QString const& action,
                   QString const& act) {
    return {{QStringLiteral("tone"), tone},
            {QStringLiteral("icon"), icon},
            {QStringLiteral("text"), text},
            {QStringLiteral("action"), action},
            {QStringLiteral("act"), act}};
}

QVariantMap option(QString const& value, QString const& word, bool chosen) {
    return {{QStringLiteral("value"), value}, {QStringLiteral("word"), word}, {QStringLiteral("chosen"), chosen}};
}

}  // namespace mingcha
