using Nvr.Core.Time;

namespace Nvr.Web.Live;

/// <summary>A few seconds of live fragments as one file. <paramref name="InitVersion"/> says which init segment it needs.</summary>
internal sealed record HlsSegment(long Number, int InitVersion, byte[] Bytes, double Seconds, UtcTime CapturedAt);
