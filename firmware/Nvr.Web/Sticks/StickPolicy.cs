using Nvr.Web.OpenApi;

namespace Nvr.Web.Sticks;

/// <summary>What the export button writes. Immutable.</summary>
/// <param name="What"><c>lastHours</c>: the last hours of all cameras; <c>marked</c>: the spans that are protected from deletion.</param>
/// <param name="Hours">1 to 744; only where <paramref name="What"/> is <c>lastHours</c>.</param>
public sealed record StickPolicy([property: OneOf("lastHours", "marked")] string What, int Hours);
