using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Onvif.Media;

namespace Nvr.Adoption.Events;

/// <summary>
/// Which camera a message is about. It names a video source, or the configuration of a video or audio source; what names none is about the
/// device itself (its inputs) and goes to the device's first camera. Immutable.
/// </summary>
internal sealed class SourceMap
{
    private readonly Dictionary<string, CameraId> cameras;
    private readonly Dictionary<string, string> sources;
    private readonly CameraId first;
    private readonly bool isOneOfOne;

    /// <param name="adopted">The device's sources that are cameras; at least one.</param>
    /// <param name="profiles">What the device lists; empty when it does not tell.</param>
    public SourceMap(IReadOnlyList<DeviceSource> adopted, IEnumerable<MediaProfile> profiles)
    {
        cameras = adopted.GroupBy(s => s.Token, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().CameraId, StringComparer.Ordinal);
        sources = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (MediaProfile profile in profiles)
        {
            foreach (string? name in (string?[])[profile.SourceToken, profile.SourceConfiguration, profile.AudioSourceConfiguration])
            {
                if (name is not null && profile.SourceToken is { } source)
                {
                    sources.TryAdd(name, source);
                }
            }
        }
        first = adopted[0].CameraId;
        isOneOfOne = adopted.Count == 1 && sources.Values.Distinct(StringComparer.Ordinal).Count() <= 1;
    }

    /// <summary>Null when it is about a source that is no camera of this box, or about who knows what.</summary>
    public CameraId? Find(string? token)
    {
        if (token is null || isOneOfOne)
        {
            return first;
        }
        string source = sources.GetValueOrDefault(token, token);
        return cameras.TryGetValue(source, out CameraId camera) ? camera : null;
    }
}
