namespace Nvr.Web.Api.Models;

/// <summary>What the names of the settings of motion do not say, for the API document.</summary>
internal static class MotionWords
{
    public const string Loitering =
        "5 to 3600. Who stays in the zone for so many seconds is an event of the kind loitering, from when he came until he leaves; null for nobody.";

    public const string Line = "From one end of the line to the other; 2 to 20.";

    public const string Direction =
        "either, left-to-right or right-to-left: the sides are those of somebody who walks along the line in the picture from its first point to its last. "
        + "On a line drawn upwards, left and right are the picture's own; on one drawn from left to right, left is up. "
        + "An event's own direction (left, right, away, towards) is the side of the picture to which the line was crossed.";

    public const string Tripwires = "Lines that are told of as line-crossing when something crosses them with its foot, the middle of the lower edge of the box around it.";
}
