using Nvr.Adoption.Paths;

namespace Nvr.Adoption.Makers;

/// <summary>Whose "smart codec" is known, by the maker that the device told over ONVIF: nobody is asked who did not say that he speaks it. Pure.</summary>
internal static class MakerTable
{
    private static readonly IMakerSettings[] Known = [new HikvisionSettings(), new DahuaSettings(), new AxisSettings()];

    /// <summary>What the makers call it in their cameras' own pages.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["Hikvision"] = "H.264+ and H.265+",
        ["EZVIZ"] = "H.264+ and H.265+",
        ["Dahua"] = "Smart Codec",
        ["Amcrest"] = "Smart Codec",
        ["Lorex"] = "Smart Codec",
        ["Imou"] = "Smart Codec",
        ["Axis"] = "the dynamic GOP of Zipstream",
        ["Uniview"] = "U-Code",
        ["Hanwha"] = "WiseStream",
        ["Vivotek"] = "Smart Stream",
        ["i-PRO"] = "Smart Coding",
    };

    /// <summary>Null where no interface is known.</summary>
    public static IMakerSettings? For(string? told) => MakerIn(told) is { } maker ? Known.FirstOrDefault(k => k.Makers.Contains(maker)) : null;

    public static string NameOf(string? told) => MakerIn(told) is { } maker && Names.TryGetValue(maker, out string? name) ? name : "Smart Codec";

    private static string? MakerIn(string? told) => string.IsNullOrWhiteSpace(told) ? null : PathTable.MakerBy(PathHints.None with { Maker = told });
}
