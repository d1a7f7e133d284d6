using System.Xml.Linq;
using Nvr.Core.Events;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Metadata;

/// <summary>Reads tt:Frame and tt:Object of a scene description (Analytics specification). What makes no sense is left out.</summary>
internal static class SceneReader
{
    private const int MaxObjects = 256;

    public static AnalyticsFrame? Frame(XElement frame)
    {
        if (Xml.AsTime(frame.Said("UtcTime")) is not { } time)
        {
            return null;
        }
        SceneTransform transform = SceneTransform.Identity.Within(frame);
        string source = frame.Said("Source");
        AnalyticsObject[] objects = [.. frame.Elements(Ns.Schema + "Object").Take(MaxObjects).Select(o => Object(o, transform))];
        return new AnalyticsFrame(time, source.Length > 0 ? source : null, objects);
    }

    public static AnalyticsObject Object(XElement element, SceneTransform frame)
    {
        XElement? appearance = element.Element(Ns.Schema + "Appearance");
        SceneTransform transform = appearance is null ? frame : frame.Within(appearance);
        (string? name, float? likelihood) = Class(appearance?.Element(Ns.Schema + "Class"));
        string? plate = appearance?.Element(Ns.Schema + "LicensePlateInfo").Text(Ns.Schema + "PlateNumber");
        ObjectClass known = ObjectClassNames.Of(name);
        return new AnalyticsObject(
            element.Said("ObjectId"),
            plate is not null && known is ObjectClass.None ? ObjectClass.Plate : known,
            name,
            likelihood,
            transform.Box(appearance?.Element(Ns.Schema + "Shape")?.Element(Ns.Schema + "BoundingBox")),
            plate);
    }

    /// <summary>The likeliest, in the newer form (tt:Type with its likelihood) or the older (tt:ClassCandidate).</summary>
    private static (string? Name, float? Likelihood) Class(XElement? descriptor)
    {
        if (descriptor is null)
        {
            return (null, null);
        }
        IEnumerable<(string? Name, float? Likelihood)> types = descriptor.Elements(Ns.Schema + "Type")
            .Select(t => (t.Trimmed(), (float?)Xml.AsNumber(t.Said("Likelihood"))));
        IEnumerable<(string? Name, float? Likelihood)> candidates = descriptor.Elements(Ns.Schema + "ClassCandidate")
            .Select(c => (c.Text(Ns.Schema + "Type"), (float?)c.Number(Ns.Schema + "Likelihood")));
        return types.Concat(candidates).Where(c => c.Name is not null).OrderByDescending(c => c.Likelihood ?? 0).FirstOrDefault();
    }
}
