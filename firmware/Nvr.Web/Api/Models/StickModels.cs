using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

/// <summary>What is to be written to a stick; what is left out is as with the export button.</summary>
internal sealed record StickExportBody(string? Stick, IReadOnlyList<string>? Cameras, string? From, string? To);

internal sealed record StickPolicyBody([property: OneOf("lastHours", "marked")] string? What, int? Hours);

internal sealed record StickIdModel(string Stick);
