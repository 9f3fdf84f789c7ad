#!/bin/sh
# Makes the sample film and the sample posters in platform/assets/shows/, which `yizhan-platform seed --shows` gives to every
# station: a hall with a welder's light, drawn by formula, words in our own font, and a voice of espeak-ng. Nobody's picture,
# and no employer's. The results are committed, so that a build needs neither program.
#
# Needs: ffmpeg, espeak-ng.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
out="$here/platform/assets/shows"
bold="$here/assets/fonts/NotoSansSC-Bold.ttf"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
cd "$work"
seconds=10
# Same bytes wherever it runs: one thread, and no name or date of who made it.
quiet="-hide_banner -loglevel error -y"
plain="-threads 1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact -map_metadata -1"

# scene WIDTH HEIGHT X Y: the hall; the light stands at X, Y of the picture and goes along by T.
scene() {
    light="st(0,(X/W-($3+0.02*T))*W/H);st(1,Y/H-$4);st(2,hypot(ld(0),ld(1)));"
    light="${light}st(3,(0.85+0.15*sin(T*23))/(1+90*ld(2)*ld(2))"
    light="${light}+pow(max(0,sin(atan2(ld(1),ld(0))*14+T*11)),6)*max(0,1-2.4*ld(2)));"
    beam="st(4,gte(0.12,mod(X/W*9*W/H/1.78,1))+gte(0.06,mod(Y/H*6,1)));st(5,gt($4+0.06,Y/H));"
    part() { echo "${light}${beam}min(255,$3*ld(3)+if(ld(5),($1+$2*Y/H)*if(ld(4),0.55,1),54+16*Y/H))"; }
    echo "nullsrc=s=$1x$2:r=15:d=$seconds,format=gbrp,geq=r='$(part 30 60 240)':g='$(part 45 60 190)':b='$(part 80 40 110)'"
}

# words TEXT SIZE Y FROM TO: white words with a soft shadow, in the middle.
words() {
    printf '%s' "$1" >"$work/words-$4-$3"
    echo "drawtext=fontfile=$bold:textfile=$work/words-$4-$3:fontsize=$2:fontcolor=white:shadowcolor=black@0.6:shadowx=3:shadowy=3:x=(w-text_w)/2:y=$3:enable='between(t,$4,$5)'"
}

# The film: lying, with what is said in it.
espeak-ng -v cmn -s 130 -w voice.wav "我们车间，招，焊工。有师傅带，边学边干。点一下屏幕，看这个岗位。"
nice -n 19 ffmpeg $quiet -f lavfi -i "$(scene 480 270 0.42 0.6)" -i voice.wav -filter_complex \
    "[0:v]scale=960:540:flags=bicubic,$(words 本地工厂招焊工 72 60 0 3.4),$(words 有师傅带，边学边干 72 60 3.4 6.8),$(words 点一下屏幕，看岗位 72 60 6.8 10),format=yuv420p[v];[1:a]adelay=500:all=1,apad,aresample=22050[a]" \
    -map '[v]' -map '[a]' -t "$seconds" -c:v libx264 -preset veryslow -crf 27 -c:a aac -ac 1 -b:a 32k -movflags +faststart $plain "$out/welders.mp4"
cat >"$out/welders.vtt" <<'VTT'
WEBVTT

00:00.500 --> 00:03.400
我们车间招焊工。

00:03.400 --> 00:06.800
有师傅带，边学边干。

00:06.800 --> 00:10.000
点一下屏幕，看这个岗位。
VTT

# Its poster, which stands for it where no film can be played: upright.
nice -n 19 ffmpeg $quiet -f lavfi -i "$(scene 450 600 0.5 0.66)" -frames:v 1 -vf \
    "scale=900:1200:flags=bicubic,$(words 招焊工 190 90 0 10),$(words 有师傅带，边学边干 78 350 0 10),$(words 点一下，看这个岗位 60 1080 0 10)" \
    -q:v 5 $plain "$out/welders.jpg"

# And one for day jobs: a sun over hills, in the kiosk's own warm colours.
sun="st(0,hypot((X/W-0.5)*W/H,Y/H-0.52));st(1,gt(Y/H,0.74-0.06*sin(X/W*5)));st(2,gt(Y/H,0.84+0.04*sin(X/W*7+2)));"
nice -n 19 ffmpeg $quiet -f lavfi -i "nullsrc=s=900x1200:r=1:d=1,format=gbrp,geq=r='${sun}if(ld(2),38,if(ld(1),78,if(lt(ld(0),0.17),255,255-30*ld(0))))':g='${sun}if(ld(2),92,if(ld(1),140,if(lt(ld(0),0.17),176,226-60*ld(0))))':b='${sun}if(ld(2),80,if(ld(1),112,if(lt(ld(0),0.17),46,190-120*ld(0))))'" \
    -frames:v 1 -vf "drawtext=fontfile=$bold:text=今天的零工:fontsize=150:fontcolor=0x2a2a2a:x=(w-text_w)/2:y=90,drawtext=fontfile=$bold:text=当天干，当天结钱:fontsize=84:fontcolor=0x2a2a2a:x=(w-text_w)/2:y=290,$(words 点一下，看这个岗位 60 1080 0 10)" \
    -q:v 5 $plain "$out/day-jobs.jpg"
ls -l "$out"
