import QtQml

QtObject {
    property bool dark: false
    property bool outdoor: false
    property bool glove: false
    property bool leftHand: false
    property bool haptics: true
    property bool shortcuts: true
    property bool reduceMotion: true
    property string darkMode: "light"
    property real fontScale: 1.0
    property int lockMinutes: 5
    property var person: ({
            "name": "王建国",
            "number": "LX-2023-017",
            "office": "历下区人民政府教育督导室",
            "term": "任期至 2026-08-31"
        })
    property var about: [{
            "label": "版本",
            "text": "0.1.0"
        }, {
            "label": "服务器",
            "text": "du.example.cn"
        }, {
            "label": "设备编号",
            "text": "A17F-02"
        }]
    property string storageText: "已用 1.2 GB，还能拍约 420 张"
    property var checklists: [{
            "title": "初中常规督导",
            "version": "2026.1"
        }]
    property var phrases: ["堆放杂物", "标志缺失"]
    function addPhrase(t: string) {
        phrases = phrases.concat([t]);
    }
    function removePhrase(t: string) {
        phrases = phrases.filter(p => p !== t);
    }
    function exportDiagnostics() {
    }
}
