import QtQml

QtObject {
    property string title: "已提交"
    property string subtitle: "育英中学·编号 LX-0612-3"
    property var chip: ({
            "tone": "info",
            "icon": "cloud-up",
            "word": "上传中"
        })
    property string code: "7F3K-92QD"
    property string qr: {
        let rows = [], seed = 7;
        for (let y = 0; y < 25; ++y) {
            let row = "";
            for (let x = 0; x < 25; ++x) {
                const corner = (a, b) => Math.max(Math.abs(x - a), Math.abs(y - b));
                const c = Math.min(corner(3, 3), corner(21, 3), corner(3, 21));
                seed = (seed * 1103515245 + 12345) % 2147483648;
                row += c <= 4 ? (c === 2 || c === 4 ? "0" : "1") : (seed >> 16) % 2 ? "1" : "0";
            }
            rows.push(row);
        }
        return rows.join("\n");
    }
    property string qrText: "学校可扫码留存编号、时间和核验码，日后与督导室核对"
    property var facts: [{
            "label": "提交",
            "text": "6月12日 15:20"
        }, {
            "label": "确认",
            "text": "签名和确认码，视导员李敏"
        }, {
            "label": "异议",
            "text": "1 条，督导室将逐条答复"
        }, {
            "label": "内容",
            "text": "40 项·问题 3·照片 12"
        }]
    property var steps: [{
            "icon": "check",
            "word": "在本机",
            "note": "15:20",
            "state": "done"
        }, {
            "icon": "cloud-up",
            "word": "上传中 8/12",
            "note": "剩约 1 分钟",
            "state": "now"
        }, {
            "icon": "cloud-check",
            "word": "中心已接收",
            "note": "等待",
            "state": "next"
        }]
    property bool bigQr: false
    property bool canAdd: true
    property bool releaseAsk: false
    property var release: []
    property var addenda: []
    function showQr(on: bool) {
        bigQr = on;
    }
    signal addendumKept
    function addAddendum(t: string) {
        addendumKept();
    }
    function home() {
    }
}
