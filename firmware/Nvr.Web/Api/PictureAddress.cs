using System.Globalization;
using Nvr.Recording.Pictures;

namespace Nvr.Web.Api;

/// <summary>Addresses of pictures that say which version of them is meant: under such an address there is never another picture, so that browsers may keep it.</summary>
internal static class PictureAddress
{
    public static string OfSheet(PicturePlan plan) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/v1/cameras/{plan.Camera}/thumbnails/{plan.Start}?height={plan.Order.TileHeight}&v={plan.Tag}");

    public static string OfSingle(PicturePlan plan) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/v1/cameras/{plan.Camera}/picture?time={plan.Start}&height={plan.Order.TileHeight}&v={plan.Tag}");
}
