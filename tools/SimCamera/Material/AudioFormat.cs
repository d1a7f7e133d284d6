namespace SimCamera.Material;

/// <summary>
/// How one audio coding is made and described. <see cref="PacketBytes"/> 0 means that the coder's own packets are sent as they are;
/// otherwise the coded bytes are cut into pieces of that length. Immutable.
/// </summary>
internal sealed record AudioFormat(
    AudioCodec Codec, int PayloadType, string RtpMap, string? Fmtp, int ClockRate, int SamplesPerPacket, int PacketBytes, string[] Coder)
{
    public static AudioFormat Of(AudioCodec codec) => codec switch
    {
        // AudioSpecificConfig 1408: AAC-LC, 16 kHz, one channel (ISO/IEC 14496-3, 1.6.2.1).
        AudioCodec.Aac => new(codec, 97, "MPEG4-GENERIC/16000/1",
            "profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=1408", 16000, 1024, 0,
            ["-ar", "16000", "-c:a", "aac", "-b:a", "48k"]),
        AudioCodec.Pcma => new(codec, 8, "PCMA/8000", null, 8000, 320, 320, ["-ar", "8000", "-c:a", "pcm_alaw"]),
        AudioCodec.Pcmu => new(codec, 0, "PCMU/8000", null, 8000, 320, 320, ["-ar", "8000", "-c:a", "pcm_mulaw"]),
        // RFC 3551, 4.5.4: G726-32 packs the first code into the least significant bits.
        AudioCodec.G726 => new(codec, 97, "G726-32/8000", null, 8000, 320, 160, ["-ar", "8000", "-c:a", "g726le", "-b:a", "32k"]),
        AudioCodec.L16 => new(codec, 97, "L16/16000/1", null, 16000, 320, 640, ["-ar", "16000", "-c:a", "pcm_s16be"]),
        AudioCodec.Opus => new(codec, 97, "opus/48000/2", "sprop-stereo=0", 48000, 960, 0,
            ["-ar", "48000", "-c:a", "libopus", "-b:a", "32k", "-frame_duration", "20"]),
        _ => throw new ArgumentOutOfRangeException(nameof(codec)),
    };

    public IReadOnlyList<string> Arguments(int toneHz) =>
        ["-f", "lavfi", "-i", $"sine=frequency={toneHz}:beep_factor=4:sample_rate=48000", "-t", "16", "-vn", "-ac", "1", .. Coder];
}
