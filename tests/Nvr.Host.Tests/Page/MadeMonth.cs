using System.Globalization;
using System.Text.Json;
using System.Web;

namespace Nvr.Host.Tests.Page;

/// <summary>A month that nobody has to wait for, as <c>GET /api/v1/timeline</c> would tell of it.</summary>
internal static class MadeMonth
{
    public const double RecordedDaysAgo = 9.5;
    public const double LostDaysAgo = 5;
    public const double MotionDaysAgo = 2.5;
    public const double VisitorsDaysAgo = 7.5;

    private const double DayMs = 86_400_000;

    public static string Answer(Uri asked)
    {
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(asked.Query);
        double from = Ms(query["from"]!);
        double to = Ms(query["to"]!);
        int cell = int.Parse(query["cell"]!, CultureInfo.InvariantCulture);
        double now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        int count = (int)Math.Ceiling((to - from) / 1000 / cell);
        double[] daysAgo = [.. Enumerable.Range(0, count).Select(i => (now - from - ((i + 0.5) * cell * 1000)) / DayMs)];
        return JsonSerializer.Serialize(new
        {
            from = query["from"],
            to = query["to"],
            cellSeconds = cell,
            complete = true,
            cameras = query.GetValues("camera")!.Select((id, n) => new
            {
                camera = id,
                footage = daysAgo.Select(d => d > 13 - n || IsLost(d) ? 0 : 100),
                motion = daysAgo.Select(d => d > 13 - n || IsLost(d) ? 0 : Math.Abs(d - MotionDaysAgo) < 0.2 ? 90 : d % 1 > 0.4 ? (int)(20 * ((d % 1) - 0.4)) : 0),
                happenings = new[]
                {
                    new { kind = "object", @object = "person", counts = daysAgo.Select(d => Math.Abs(d - VisitorsDaysAgo) < 0.1 ? 3 : 0) },
                    new { kind = "tamper", @object = "none", counts = daysAgo.Select((d, i) => i > 0 && daysAgo[i - 1] > LostDaysAgo + 1 && d <= LostDaysAgo + 1 ? 1 : 0) },
                },
                gaps = new[] { new { from = Text(now - ((LostDaysAgo + 1) * DayMs)), to = Text(now - ((LostDaysAgo - 1) * DayMs)), reason = "cameraUnreachable", sentence = "The camera did not answer." } },
            }),
        });
    }

    private static bool IsLost(double daysAgo) => Math.Abs(daysAgo - LostDaysAgo) < 1;

    private static double Ms(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static string Text(double ms) => DateTimeOffset.FromUnixTimeMilliseconds((long)ms).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
