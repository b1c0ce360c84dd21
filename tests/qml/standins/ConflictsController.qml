import QtQml

QtObject {
    property string title: "冲突 2 项·育英中学"
    property string mergedText: "其余 38 项已自动合并"
    property string positionText: "1/2"
    property var rows: []
    property var current: ({
            "id": "c1",
            "title": "3.2 疏散通道、安全出口畅通，标志完好",
            "sides": [{
                    "id": "a",
                    "who": "本机 王建国",
                    "timeText": "14:31",
                    "level": 5,
                    "word": "不符合",
                    "more": ["75 分钟", "改定：当日有活动"],
                    "comment": "堆放桌椅",
                    "photoCount": 2,
                    "chosen": true
                }, {
                    "id": "b",
                    "who": "张伟",
                    "timeText": "14:35",
                    "level": 4,
                    "word": "基本符合",
                    "comment": "已当场清理",
                    "photoCount": 1,
                    "chosen": false
                }]
        })
    property bool keepBoth: true
    property string reason: ""
    property bool mayDecide: true
    property string whyNot: ""
    function choose(id: string) {
        current = {
            "id": current.id,
            "title": current.title,
            "sides": current.sides.map(s => Object.assign({}, s, {
                            "chosen": s.id === id
                        }))
        };
    }
    function setKeepBoth(on: bool) {
        keepBoth = on;
    }
    function setReason(t: string) {
    }
    function settle() {
    }
    function later() {
    }
    function next() {
    }
}
