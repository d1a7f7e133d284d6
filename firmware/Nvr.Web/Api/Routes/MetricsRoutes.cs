using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Adoption.Adopting;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Power.Keeping;
using Nvr.Recording.Cameras;
using Nvr.Storage;
using Nvr.Storage.Events;
using Nvr.Web.Access;
using Nvr.Web.Metrics;
using Nvr.Web.OpenApi;
using Nvr.Web.Panel;

namespace Nvr.Web.Api.Routes;

/// <summary>
/// Figures for Prometheus at <c>/metrics</c>. They take a role like everything else (names and states of cameras are nobody else's business): make a viewer
/// for the scraper and give it a bearer token. It sees the figures of its cameras only.
/// </summary>
internal sealed class MetricsRoutes(
    ICameraDirectory cameras, IFootageReader footage, IEventReader events, VisibleHealth health, DiscoveryFigures discovery, PowerKeeper power, IFrontPanel panel, BoxClock clock) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Get).For(Role.Viewer).Says("Figures in Prometheus' text format", answerType: "text/plain");

    private Task Get(HttpContext http)
    {
        Caller caller = CallerReader.Of(http);
        MetricsText text = new();
        AddStreams(text, [.. cameras.List().Where(c => caller.Sees(c.Id))]);
        AddUsage(text, [.. footage.ListUsage().Where(u => caller.Sees(u.Camera))]);
        AddEvents(text, caller);
        WatchMetrics.Add(text, cameras.Watched, caller.Sees);
        AddVolumes(text, footage.ListVolumes());
        AddHealth(text, health.For(caller));
        PoeMetrics.Add(text, power.View);
        FanMetrics.Add(text, panel.Read().Fan);
        AddRefusals(text);
        AddProcess(text);
        http.Response.ContentType = MetricsText.ContentType;
        return http.Response.WriteAsync(text.ToString(), http.RequestAborted);
    }

    private void AddRefusals(MetricsText text)
    {
        text.Family("nvr_discovery_messages_total", "counter", "Messages about devices on the network that came");
        text.Sample("nvr_discovery_messages_total", discovery.Received);
        text.Family("nvr_discovery_refused_total", "counter", "Messages about devices on the network that were refused");
        foreach ((string reason, long count) in discovery.Refused)
        {
            text.Sample("nvr_discovery_refused_total", count, ("reason", reason));
        }
        text.Family("nvr_led_away_total", "counter", "Times that a camera named another device to go on to and was not followed");
        text.Sample("nvr_led_away_total", LedAway.Count);
    }

    private void AddStreams(MetricsText text, IReadOnlyList<CameraView> views)
    {
        Each("nvr_stream_recording", "gauge", "1 while the stream is being recorded", s => s.State == CameraState.Recording ? 1 : 0);
        Each("nvr_stream_resting", "gauge", "1 while the camera's policy asks for no recording", s => s.State == CameraState.Resting ? 1 : 0);
        Each("nvr_stream_bits_per_second", "gauge", "Average over about ten seconds", s => s.BitsPerSecond);
        Each("nvr_stream_frames_per_second", "gauge", "Average over about ten seconds", s => s.FramesPerSecond);
        Each("nvr_stream_lost_packets_total", "counter", "RTP packets that never came", s => s.LostPackets);
        Each("nvr_stream_received_packets_total", "counter", "RTP packets that came", s => s.ReceivedPackets);
        Each("nvr_stream_jitter_seconds", "gauge", "How unevenly packets arrive (RFC 3550 section 6.4.1)", s => s.JitterUs / 1e6);
        Each("nvr_stream_connections_total", "counter", "Connections made to the camera", s => s.Connections);
        Each("nvr_stream_last_frame_age_seconds", "gauge", "Time since the last frame; NaN before the first", Age);

        void Each(string name, string type, string help, Func<StreamStatus, double> value)
        {
            text.Family(name, type, help);
            foreach (CameraView view in views)
            {
                foreach (StreamStatus stream in view.Streams)
                {
                    text.Sample(name, value(stream), ("camera", view.Id.ToString()), ("name", view.Settings.Name), ("stream", Words.Of(stream.Stream)));
                }
            }
        }
    }

    private double Age(StreamStatus stream) => stream.LastFrame is { } last ? Math.Max(0, clock.WallNow.Since(last) / 1e6) : double.NaN;

    private static void AddUsage(MetricsText text, IReadOnlyList<CameraUsage> usages)
    {
        text.Family("nvr_footage_bytes", "gauge", "Footage kept");
        foreach (CameraUsage usage in usages)
        {
            text.Sample("nvr_footage_bytes", usage.Bytes, ("camera", usage.Camera.ToString()), ("stream", Words.Of(usage.Stream)));
        }
    }

    private void AddEvents(MetricsText text, Caller caller)
    {
        text.Family("nvr_events_total", "counter", "Events of a camera since the start");
        foreach (EventCount count in events.CountEvents().Where(c => caller.Sees(c.Camera)))
        {
            text.Sample("nvr_events_total", count.Count, ("camera", count.Camera.ToString()), ("kind", EventWords.Of(count.Kind)));
        }
        text.Family("nvr_events_dropped_total", "counter", "Messages of cameras that were too many, or found no disk").Sample("nvr_events_dropped_total", events.Dropped);
    }

    private static void AddVolumes(MetricsText text, IReadOnlyList<VolumeStatus> volumes)
    {
        Each("nvr_volume_total_bytes", "Size of the volume", v => v.TotalBytes);
        Each("nvr_volume_free_bytes", "Free space of the volume", v => v.FreeBytes);
        Each("nvr_volume_footage_bytes", "Footage on the volume", v => v.FootageBytes);
        Each("nvr_volume_slowest_sync_seconds", "Longest that footage of the last ten seconds took to become durable", v => v.SlowestSync.TotalSeconds);
        Each("nvr_volume_writable", "1 when the volume takes footage", v => v.Problem is null ? 1 : 0);

        void Each(string name, string help, Func<VolumeStatus, double> value)
        {
            text.Family(name, "gauge", help);
            foreach (VolumeStatus volume in volumes)
            {
                text.Sample(name, value(volume), ("volume", volume.Id.ToString("N")));
            }
        }
    }

    private void AddProcess(MetricsText text)
    {
        Add("nvr_gc_allocated_bytes_total", "Managed memory allocated since the start", GC.GetTotalAllocatedBytes());
        Add("nvr_reader_allocated_bytes_total", "The part allocated by the thread that reads the cameras", cameras.ReaderAllocatedBytes);

        void Add(string name, string help, double value) => text.Family(name, "counter", help).Sample(name, value);
    }

    private static void AddHealth(MetricsText text, IReadOnlyList<HealthItem> items)
    {
        text.Family("nvr_health", "gauge", "0 ok, 1 unknown, 2 attention, 3 failure");
        foreach (HealthItem item in items)
        {
            text.Sample("nvr_health", (int)item.Level, ("part", item.Part));
        }
    }
}
