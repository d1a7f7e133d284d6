using SimCamera.Material;

namespace SimCamera.Rtsp;

/// <summary>How an SDP tells a stream's parameter sets. Quirks change it; made anew for each DESCRIBE.</summary>
internal sealed class SdpParameters(VideoCodec codec, ParameterSets sets, ParameterSets otherSets)
{
    public VideoCodec Codec { get; } = codec;

    public ParameterSets Sets { get; set; } = sets;

    /// <summary>Those of the camera's other stream.</summary>
    public ParameterSets OtherSets { get; } = otherSets;

    /// <summary>False: the attributes are left out altogether.</summary>
    public bool AreTold { get; set; } = true;

    /// <summary>True: start codes before each set, all in one piece of base64.</summary>
    public bool InAnnexB { get; set; }

    public string Fmtp()
    {
        string settings = Codec == VideoCodec.H264 ? "packetization-mode=1" : "";
        if (Codec == VideoCodec.H264 && Sets.Sps.Count > 0 && Sets.Sps[0].Length > 3)
        {
            settings += $";profile-level-id={Convert.ToHexString(Sets.Sps[0].AsSpan(1, 3))}";
        }

        return AreTold ? (settings + ";" + Sprop()).TrimStart(';') : settings;
    }

    private string Sprop() => Codec == VideoCodec.H264
        ? $"sprop-parameter-sets={Joined([.. Sets.Sps, .. Sets.Pps])}"
        : $"sprop-vps={Joined(Sets.Vps)};sprop-sps={Joined(Sets.Sps)};sprop-pps={Joined(Sets.Pps)}";

    private string Joined(List<byte[]> units) => InAnnexB
        ? Convert.ToBase64String(units.SelectMany(u => (byte[])[0, 0, 0, 1, .. u]).ToArray())
        : string.Join(',', units.Select(Convert.ToBase64String));
}
