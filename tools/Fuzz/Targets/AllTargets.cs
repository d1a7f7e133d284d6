using Fuzz.Engine;
using Fuzz.Material;

namespace Fuzz.Targets;

/// <summary>The targets by name, each with what makes it.</summary>
internal static class AllTargets
{
    private static readonly Dictionary<string, Func<MaterialStore, IFuzzTarget>> Makers = new()
    {
        ["sdp"] = m => new SdpTarget(m),
        ["rtsp"] = m => new RtspTarget(m),
        ["headers"] = _ => new HeadersTarget(),
        ["rtp"] = m => new RtpTarget(m),
        ["sets"] = m => new ParameterSetsTarget(m),
        ["mp4"] = m => new Mp4Target(m),
        ["onvif"] = _ => new OnvifTarget(),
        ["metadata"] = _ => new MetadataTarget(),
        ["snmp"] = _ => new SnmpTarget(),
        ["query"] = _ => new QueryTarget(),
    };

    public static IReadOnlyCollection<string> Names => Makers.Keys;

    public static IFuzzTarget Make(string name, string work) => Makers[name](new MaterialStore(work));
}
