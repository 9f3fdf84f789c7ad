#!/bin/sh
# Makes the sample of a dialect in platform/assets/voices/: sentences of the way by pictures in Cantonese, spoken by espeak-ng. It is
# a machine's, and says so by its name; a station that wants the speech of its place has people record it (docs/showing.md).
# Of the other Chinese that espeak-ng knows, Hakka reads no characters, and no voice at all speaks Xiang, Gan or the Mandarin of the
# southwest.
set -eu
cd "$(dirname "$0")/.."
folder=platform/assets/voices
for program in espeak-ng ffmpeg; do
    command -v "$program" >/dev/null || {
        echo "$program is missing: apt-get install -y --no-install-recommends espeak-ng ffmpeg" >&2
        exit 1
    }
done
mkdir -p "$folder"
rm -f "$folder"/*.ogg
while read -r number words; do
    espeak-ng -v yue -s 150 -w "$folder/one.wav" "$words"
    ffmpeg -nostdin -loglevel error -y -i "$folder/one.wav" -ac 1 -c:a libopus -b:a 14k -application voip \
        -fflags +bitexact -flags:a +bitexact "$folder/$number.ogg"
done <"$folder/words.txt"
rm -f "$folder/one.wav"
du -sh "$folder"
