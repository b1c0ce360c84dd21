import QtQml

QtObject {
    property string server: ""
    property string code: ""
    property string stage: "code"
    property var stages: [{
            "word": "网络",
            "state": "done"
        }, {
            "word": "核对身份",
            "state": "now"
        }, {
            "word": "下载资料",
            "state": "next"
        }]
    property string officeName: "历下区人民政府教育督导室"
    property string personName: "王建国"
    property string fingerprint: "7F3K 92QD 1XAB 44MN 0PQR 8STV"
    property bool busy: false
    property var error: ({})
    property bool canNext: false
    property string whyNot: "请填写服务器和登记码"
    property bool scanner: false
    property var progress: [{
            "word": "学校",
            "done": 18,
            "total": 18
        }, {
            "word": "检查表",
            "done": 4,
            "total": 6
        }]
    property string helpText: "需要帮助请致电督导室 0531-0000000"
    property string pinStep: "first"
    property string pinError: ""
    property int pinLength: 6
    property var pins: []
    function next() {
    }
    function confirmIdentity() {
    }
    function reject() {
    }
    function choosePin(pin: string) {
        pins = pins.concat([pin]);
        pinStep = "again";
    }
}
