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
        Each("nvr_analysis_decoded_total", "Pictures that the analysis decoded", c => c.Decoded);
        Each("nvr_analysis_spared_total", "Pictures that it did not decode because the sizes of the coded ones said that nothing changed", c => c.Spared);
        Each("nvr_analysis_board_decoder", "Whether the board's decoder decodes them", c => c.IsByBoard ? 1 : 0, "gauge");

        void Each(string name, string help, Func<WatchedPictures, long> value, string type = "counter")
        {
            text.Family(name, type, help);
            foreach (WatchedPictures camera in figures.Cameras.Where(c => isVisible(c.Camera)))
            {
                text.Sample(name, value(camera), ("camera", camera.Camera.ToString()));
            }
        }
    }
}
