#!/usr/bin/env python3
"""Makes assets/polyphones.csv: words whose hanzi espeak-ng misreads, each with its reading in pinyin and tones.

The words are those of the kiosk: jobs and everyday words (assets/words.csv), occupations, licences, places
(assets/divisions.csv), the screens (locales/zh-CN), and words of postings (WORDS below). Each is said by espeak-ng as hanzi
and as the pinyin of pypinyin (phrases first); where the sounds differ, and no shorter word of the table already sets them
right, it goes into the table. Needs espeak-ng and `pip install pypinyin`; run it in the root of the project.
"""
import csv, pathlib, re, subprocess
from pypinyin import Style, lazy_pinyin, load_phrases_dict

# Words of postings and names in them that stand in no list of the project's.
WORDS = """
银行 行业 行李 同行 行政 行政助理 行车 行车工 行情 本行 一行 外行 商行 车行 琴行 发行 流行 执行 银行卡 工商银行 建设银行
长沙 长春 长白班 长期 长短 特长 长途 成长 班长 组长 店长 队长 部长 校长 厂长 院长 科长 处长 会长 家长 护士长 增长 生长 学长 长辈 楼长
重庆 重量 重物 搬重物 重体力 重新 重复 重点 重要 双重 体重 起重 起重机 载重 重型 负重 重返 超重
会计 会计师 会计证 出纳会计 财会 会议 开会 机会 社会 会员 会所
调度 调度员 调整 调动 协调 调查 调研 空调 空调工 调料 调试 调制 调配 调酒师 调解 调休 强调 烹调
处理 处分 相处 处罚 售后处理 好处 办事处 
厦门 大厦 商厦 六安 蚌埠 台州 天台 番禺 东莞 亳州 泌阳 浚县 乐清 乐山 铅山 丽水 洪洞 大城 单县 解州 柏乡 莘县 莘庄 歙县 黟县 深圳 汕头 涪陵 綦江 郴州 耒阳 枞阳 婺源 邛崃 犍为 尉氏 中牟 荥阳 繁峙 牟平 蔚县 阿坝 那曲 燕郊 华容 华阴 会稽 曲阜 曲靖 长治 长兴 长安 长葛 长垣 长乐 新乐 平乐 澄海 朝阳 宿迁 宿州 任丘 任县 盛泽 石柱 石家庄 万载 三台 烟台 台山 台江 秘鲁 筠连 
数控 数据 数学 数量 计数 点数 人数 
教学 教师 教育 教书 教练 任教 家教
便宜 方便 便利店 便民 大小便 随便 便利 
着装 着急 沉着 穿着 看着 跟着 带着 
得力 获得 取得 得体 懂得 觉得 得到 做得好 吃得苦 
地点 地址 积极地 认真地 工地 场地
都可 都行 首都 成都 都市 
好学 爱好 良好 友好 好动 
还有 还款 归还 偿还 
当天 当月 当日 适当 当地 恰当 上当 
相关 相貌 照相 相机 互相 相当 
中介 中奖 看中 集中 中暑 
兴趣 高兴 兴业 新兴 振兴
应聘 应届 应届生 适应 应该 反应 应用 供应 供应链 应急 响应 
分拣 分配 分钟 部分 成分 过分 充分 水分 
藏品 西藏 宝藏 收藏 
种植 种类 品种 种子 播种 
传菜 传菜员 传统 传单 自传 传送 
转正 转动 旋转 转盘 转账 转岗 转行 
倒班 两班倒 三班倒 倒车 倒茶 倒闭 
背包 背景 背后 背诵 
切配 切菜 切割 一切 亲切 
称重 职称 对称 名称 称呼 相称 
供货 供应商 提供 供养 
间隔 时间 房间 车间 间接 中间 夜间 
率先 效率 概率 频率 
量体 质量 数量 测量 商量 
模具 模具工 模型 规模 模特 模样 
干活 干净 干部 能干 骨干 干货 干洗 干洗店 干燥 主干 
系统 联系 系鞋带 关系 
结算 结账 结婚 结实 团结 日结 周结 月结 
朝九晚五 
角色 主角 角度 
省钱 反省 
给予 供给 
参加 参差 人参 海参 
曾经 曾女士 
单位 单先生 菜单 
仇先生 解先生 解决 区先生 查先生 朴先生 盖先生 华先生 任先生 任务 
似的 相似 
为了 因为 成为 行为 作为 
只要 船只 
血压 血液 抽血 
削皮 剥削 
薄利 薄膜 薄荷 
露天 露面 
强度 勉强 强壮 
没有 沉没 
累计 积累 劳累 
埋头 埋怨 
泡沫 
炮制 
铺设 店铺 铺床 床铺 商铺 
曲线 歌曲 
塞车 
散工 散发 分散 散装 
丧事 丧失 
扇子 
上声 
少年 多少 
舍得 宿舍 宿舍楼 
什么 
识别 标识 
属实 
说服 
宿管 住宿 星宿 
挑选 挑战 
吐痰 呕吐 
尾巴 
吓人 
校对 学校 校车 
巷道 
要求 需要 
饮料 
与会 
晕车 头晕 
载货 下载 记载 载人 
择业 
扎实 包扎 扎钢筋 
炸鸡 爆炸 油炸 
占地 
涨薪 
正月 正常 
挣钱 挣扎 
症状 
殖民 
质检 质检员 
钻孔 钻石 
作坊 合作 
大夫 大型 
乐器 快乐 音乐 乐观 
缝纫 缝隙 缝纫工 裁缝 
奔跑 投奔 
磨具 磨工 石磨 打磨 
和面 和气 搅和 
夹心 
济南 经济 救济 
降温 投降 
卡车 卡片 关卡 
看护 看守 看见 
可以 
冠军 
号码 
划船 计划 规划 划算 
混合 
假期 放假 请假 休假 带薪休假 年假 
尽量 尽快 尽责 
禁止 
劲头 
据说 
觉悟 睡觉 
咖啡 
落户 落实 
蒙古 
难得 灾难 
宁愿 南宁 
弄堂 
屏幕 
迫切 
仆人 
奇数 
铅笔 
强大 
翘班 
亲家 
曝光 
石头 
似乎 
提成 
通红 
瓦斯 瓦工 
委屈 
鲜花 
行走 步行 
旋转 
应付 
与 
只有 
专著 
自给 
琢磨 
早班 
发展 发型 发型师 理发 理发师 美发 美发师 头发 发货 发货员 开发 研发 发放 发型助理 洗发 
教务 参保 五险一金 
朝夕 
仓库 
打的 目的 的确 的士 
分发 
给水 给排水 
冲压 冲压工 冲床 
弹性 弹琴 子弹 
倒料 
恶心 恶劣 
服务 
更新 更好 更衣 变更 
汗蒸 
荷载 
喝酒 
横幅 
红利 
哄抢 
巨额
轧钢 轧钢工 
铡刀
"""
EXTRA = {
    # Phrases that the dictionary lacks or reads otherwise.
    "长子县": [["zhǎng"], ["zǐ"], ["xiàn"]],
    "南乐县": [["nán"], ["lè"], ["xiàn"]],
    "天长市": [["tiān"], ["cháng"], ["shì"]],
    "子长市": [["zǐ"], ["cháng"], ["shì"]],
    "太长": [["tài"], ["cháng"]],
    "长途": [["cháng"], ["tú"]],
    "离得近": [["lí"], ["de"], ["jìn"]],
    "行车工": [["háng"], ["chē"], ["gōng"]],
    "长白班": [["cháng"], ["bái"], ["bān"]],
    "三班倒": [["sān"], ["bān"], ["dǎo"]],
    "两班倒": [["liǎng"], ["bān"], ["dǎo"]],
    "转行": [["zhuǎn"], ["háng"]],
    "车行": [["chē"], ["háng"]],
    "琴行": [["qín"], ["háng"]],
    "楼长": [["lóu"], ["zhǎng"]],
    "称重": [["chēng"], ["zhòng"]],
    "供货": [["gōng"], ["huò"]],
    "切配": [["qiē"], ["pèi"]],
    "量体": [["liáng"], ["tǐ"]],
    "都可": [["dōu"], ["kě"]],
    "都行": [["dōu"], ["xíng"]],
    "财会": [["cái"], ["kuài"]],
    "处长": [["chù"], ["zhǎng"]],
    "重物": [["zhòng"], ["wù"]],
    "搬重物": [["bān"], ["zhòng"], ["wù"]],
    "载货": [["zài"], ["huò"]],
    "载人": [["zài"], ["rén"]],
    "单先生": [["shàn"], ["xiān"], ["sheng"]],
    "仇先生": [["qiú"], ["xiān"], ["sheng"]],
    "解先生": [["xiè"], ["xiān"], ["sheng"]],
    "区先生": [["ōu"], ["xiān"], ["sheng"]],
    "查先生": [["zhā"], ["xiān"], ["sheng"]],
    "朴先生": [["piáo"], ["xiān"], ["sheng"]],
    "盖先生": [["gài"], ["xiān"], ["sheng"]],
    "华先生": [["huà"], ["xiān"], ["sheng"]],
    "任先生": [["rén"], ["xiān"], ["sheng"]],
    "曾女士": [["zēng"], ["nǚ"], ["shì"]],
}


def hanzi_runs(path):
    return re.findall(r"[\u4e00-\u9fff]+", pathlib.Path(path).read_text(encoding="utf-8"))


def vocabulary():
    words = set(WORDS.split())
    for file in ["assets/words.csv", "assets/occupations.csv", "assets/licences.csv", "assets/divisions.csv"]:
        words.update(hanzi_runs(file))
    for file in pathlib.Path("locales/zh-CN").glob("*.ftl"):
        text = "\n".join(line.split("=", 1)[-1] for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        # Longer runs are sentences, which a list of words cannot read.
        words.update(w for w in re.findall(r"[\u4e00-\u9fff]+", text) if len(w) <= 4)
    # How 一 and 不 change their tones the voice knows better.
    return sorted((w for w in words if 2 <= len(w) <= 16 and not set(w) & set("一不")), key=lambda w: (len(w), w))


PLACES = hanzi_runs("assets/divisions.csv")


def reading(word):
    toned = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False)
    # The dictionary takes the long rivers and cities of place names for elders.
    place = any(name.startswith(word) for name in PLACES)
    if place and word[0] == "长" and word not in EXTRA:
        toned[0] = "chang2"
    return toned


def sounds(texts):
    """The sounds of each text; espeak-ng says a line for each clause."""
    said = subprocess.run(["espeak-ng", "-v", "cmn-latn-pinyin", "-x", "-q", "--stdin"], input="。\n".join(texts) + "。\n",
                          capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(said) == len(texts), f"{len(texts)} texts, {len(said)} lines"
    return [re.sub(r"[^A-Za-z0-9]", "", line) for line in said]


def marked(word, table):
    out, place = [], 0
    while place < len(word):
        found = next((word[place:place + n] for n in range(len(word) - place, 0, -1) if word[place:place + n] in table), None)
        out.append(f" {table[found]} " if found else word[place])
        place += len(found) if found else 1
    return "".join(out).strip()


def main():
    load_phrases_dict(EXTRA)
    table = {}
    words = vocabulary()
    for length in range(2, 17):
        these = [w for w in words if len(w) == length]
        if not these:
            continue
        readings = {w: " ".join(reading(w)) for w in these}
        as_hanzi = sounds([marked(w, table) for w in these])
        as_pinyin = sounds([readings[w] for w in these])
        table.update({w: readings[w] for w, a, b in zip(these, as_hanzi, as_pinyin) if a != b})
    with open("assets/polyphones.csv", "w", encoding="utf-8", newline="") as file:
        file.write("# Words that espeak-ng misreads, and how they are read; made by packaging/polyphones.py.\n")
        csv.writer(file, lineterminator="\n").writerows(sorted(table.items()))
    print(f"{len(table)} of {len(words)} words are misread")


main()
