using Nvr.Core;
using Nvr.Recording.Watching;

namespace Nvr.Web.Metrics;

/// <summary>What the search for motion did, for Prometheus.</summary>
internal static class WatchMetrics
{
    public static void Add(MetricsText text, WatchFigures figures, Func<CameraId, bool> isVisible)
    {
        text.Family("nvr_analysis_starts_total", "counter", "Times that the process was started that looks for motion").Sample("nvr_analysis_starts_total", figures.Starts);
        Each("nvr_analysis_pictures_total", "Pictures that were handed to the analysis", c => c.Taken);
        Each("nvr_analysis_left_out_total", "Pictures that the analysis was too slow for", c => c.LeftOut);

        void Each(string name, string help, Func<WatchedPictures, long> value)
        {
            text.Family(name, "counter", help);
            foreach (WatchedPictures camera in figures.Cameras.Where(c => isVisible(c.Camera)))
            {
                text.Sample(name, value(camera), ("camera", camera.Camera.ToString()));
            }
        }
    }
}
