using System.ComponentModel.DataAnnotations;
using Nvr.Web.Exports;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

/// <summary><paramref name="Form"/>: <c>zip</c> (default), the signed folder; <c>mp4</c>, the plain movie of one camera.</summary>
internal sealed record ExportBody(
    [property: Required] IReadOnlyList<string>? Cameras, [property: Required] string? From, [property: Required] string? To, string? Reason, [property: OneOf(ExportWish.Zip, ExportWish.Mp4)] string? Form);

/// <summary>Newest first.</summary>
internal sealed record ExportList(IReadOnlyList<ExportView> Exports);

/// <summary>Either an export, or a camera with a span, of which the plain movie is then shared.</summary>
internal sealed record ShareBody(string? Export, string? Camera, string? From, string? To, [property: Required] int? Hours, string? Password);

/// <summary><paramref name="Uses"/> counts openings of the page and downloads from their beginning.</summary>
internal sealed record ShareModel(
    string Id, string Export, IReadOnlyList<string> Cameras, string From, string To, [property: OneOf(ExportWish.Zip, ExportWish.Mp4)] string Form, string SharedBy, string CreatedAt, string Until, bool HasPassword,
    string? LastUsedAt, int Uses);

internal sealed record ShareList(IReadOnlyList<ShareModel> Shares);

/// <summary><paramref name="Path"/>, behind the address of the recorder, opens it; it is told this once.</summary>
internal sealed record NewShareModel(ShareModel Share, string Path);
