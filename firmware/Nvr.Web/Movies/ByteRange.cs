using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Nvr.Web.Movies;

/// <summary>Which bytes of a file of known length a request asks for (RFC 9110, 14.2).</summary>
internal readonly record struct ByteRange(long Offset, long Count, bool IsPartial, bool IsUnsatisfiable)
{
    /// <summary>
    /// The single range of the request; the whole file when there is none, when there are several (which a server may decline), when it is
    /// malformed, or when its If-Range names other bytes than these.
    /// </summary>
    public static ByteRange Of(HttpRequest request, long length, string entityTag)
    {
        ByteRange whole = new(0, length, false, false);
        bool asked = RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out RangeHeaderValue? header);
        bool usable = asked && header!.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase) && header.Ranges.Count == 1;
        return usable && IfRangeHolds(request, entityTag) ? Resolve(header!.Ranges.First(), length) : whole;
    }

    private static bool IfRangeHolds(HttpRequest request, string entityTag)
    {
        string? condition = request.Headers.IfRange;
        return string.IsNullOrEmpty(condition) || condition == entityTag;
    }

    private static ByteRange Resolve(RangeItemHeaderValue range, long length)
    {
        if (range.From is not { } from)
        {
            long suffix = Math.Min(range.To ?? 0, length);
            return suffix > 0 ? new ByteRange(length - suffix, suffix, true, false) : default(ByteRange) with { IsUnsatisfiable = true };
        }
        if (from >= length)
        {
            return default(ByteRange) with { IsUnsatisfiable = true };
        }
        long last = Math.Min(range.To ?? long.MaxValue, length - 1);
        return new ByteRange(from, last - from + 1, true, false);
    }
}
