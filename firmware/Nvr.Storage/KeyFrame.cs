using Nvr.Core.Media;
using Nvr.Core.Time;

namespace Nvr.Storage;

/// <summary><paramref name="Data"/> is the sample as stored in MP4; the parameter sets are in the format's configuration record.</summary>
public sealed record KeyFrame(UtcTime Time, TrackFormat Format, byte[] Data);
