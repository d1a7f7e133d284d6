using Nvr.Recording.Pictures;

namespace Nvr.Web.Api.Models;

/// <summary>
/// One sheet of pictures of a stretch of time. <paramref name="OffsetsMs"/> has for each of its tiles, row by row, when the picture there was taken, in milliseconds after <paramref name="From"/>; null where
/// there is no footage. A tile whose number is the same as that of an earlier one is shown by the earlier one.
/// </summary>
internal sealed record SheetModel(string From, string To, string Url, IReadOnlyList<long?> OffsetsMs)
{
    public static SheetModel Of(PicturePlan plan) => new(
        plan.Start.ToString(), plan.Start.Plus(PictureSizes.SheetUs).ToString(), PictureAddress.OfSheet(plan), [.. plan.Sources.Select(s => s?.Time.Since(plan.Start) / 1000)]);
}

/// <summary>Sheets without footage are left out. Sizes are pixels of one tile.</summary>
internal sealed record ThumbnailsModel(double StepSeconds, int Columns, int Rows, int TileWidth, int TileHeight, IReadOnlyList<SheetModel> Sheets);

/// <summary>A part of a range and the picture that stands for it; <paramref name="Time"/> and <paramref name="Picture"/> are null where there is no footage, <paramref name="Event"/> where nothing happened.</summary>
internal sealed record StoryPart(string From, string To, string? Time, string? Picture, string? Event);

internal sealed record StoryboardModel(IReadOnlyList<StoryPart> Parts);
