"""What the inspector and the liaison officer enter in the routine visit of the journey."""

ITEMS = 73
REQUIRED_PHOTOS = 16

# Not the common answer: verdict and what is said. The first two become findings and need a photo because they fail.
FAILS = {
    "M6.10": ("0", "放学时段校门口只有1名保安，未见护学岗值守记录"),
    "M7.3": ("0", "近两周陪餐记录缺4天，均无校领导签字"),
}
COMMENTS = {
    "M0.1": ("y", "公示牌在大门右侧，照片和电话为本学期更新"),
    "M1.3": ("1", "校务公开栏有两处内容停留在上学期，已请学校更换"),
    "M6.6": ("2", "抽查5处灭火器，压力均正常，巡查卡填写到本周"),
    "M7.5": ("2", "留样冰箱4℃，每样不少于125克，标签齐全"),
}
MEASURES = {"M3.2": "2", "M4.3": "45", "M4.4": "70", "M4.8": "08:20", "M9.1": "12", "M9.2": "8", "M9.3": "6", "M9.4": "60"}
TEXTS = {"M9.5": "大课间活动组织有序，班班有特色项目", "M9.6": "建议补齐护学岗值守与陪餐记录，并纳入每周自查"}
SCENE_OF = {"M0": "board", "M1": "paper", "M2": "paper", "M4": "paper", "M6": "gate", "M7": "kitchen"}
SCENE = {"M6.5": "corridor", "M6.6": "extinguisher", "M6.7": "corridor", "M6.8": "extinguisher", "M7.1": "paper"}
FAILS_BASIS = "《中小学校责任督学挂牌督导办法》第四条（八项督导事项）"  # of the list: these items have none of their own
# A finding that no item proposes; class and days are picked, the rest is typed.
OWN_FINDING = {"title": "西门外临时停车占用护学通道", "class": "B", "basis": "山东省学校安全条例 第三十条", "advice": "与交警协商划定临时停车位",
               "days": 30, "responsible": "安全副校长 刘洋"}
FINDINGS = len(FAILS) + 1
HIGHLIGHTS = "大课间一班一品；留样和陪餐台账电子化"
COMMENT_OF_VISIT = "学校管理总体规范，安全设施齐全；护学岗和陪餐制度执行不到位，已当面反馈。"
DISSENT = "陪餐记录在食堂办公室另有登记本，已当场找到两天的签字"
NOTE = "视导员课后送来护学岗排班表，已拍照留存"  # added after submission
