using SimCamera.Onvif.Card;
using SimCamera.Onvif.Media;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>
/// Profile G: searches of the card (ONVIF Recording Search). Searches are complete as soon as they begin. Spans are told as the events
/// of <c>tns1:RecordingHistory/Recording/State</c>. Stateless.
/// </summary>
internal static class SearchService
{
    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of(Ns.Search, "GetServiceCapabilities", OnvifLevel.Anonymous, _ => Xml.Of($"""
            <tse:GetServiceCapabilitiesResponse><tse:Capabilities MetadataSearch="false" GeneralStartEvents="false"/></tse:GetServiceCapabilitiesResponse>
            """)),
        Operation.Of(Ns.Search, "GetRecordingSummary", OnvifLevel.User, Summary),
        Operation.Of(Ns.Search, "GetRecordingInformation", OnvifLevel.User, c => Xml.Of($"""
            <tse:GetRecordingInformationResponse>{Information(c, Named(c).Single(), "tse")}</tse:GetRecordingInformationResponse>
            """)),
        Operation.Of(Ns.Search, "FindRecordings", OnvifLevel.User, c => Begin(c, "FindRecordings", DateTimeOffset.MinValue, DateTimeOffset.MaxValue)),
        Operation.Of(Ns.Search, "GetRecordingSearchResults", OnvifLevel.User, RecordingResults),
        Operation.Of(Ns.Search, "FindEvents", OnvifLevel.User, FindEvents),
        Operation.Of(Ns.Search, "GetEventSearchResults", OnvifLevel.User, EventResults),
        Operation.Of(Ns.Search, "EndSearch", OnvifLevel.User, End),
    ];

    private static Xml Summary(OnvifCall call) => Xml.Of($"""
        <tse:GetRecordingSummaryResponse><tse:Summary><tt:DataFrom>{First(call)}</tt:DataFrom><tt:DataUntil>{Last(call)}</tt:DataUntil><tt:NumberRecordings>{call.Device.Sources.Count}</tt:NumberRecordings></tse:Summary></tse:GetRecordingSummaryResponse>
        """);

    private static DateTimeOffset First(OnvifCall call) => call.Device.Clock.Of(call.Device.Card.Spans[0].From - call.Device.Plan.Card.Lie);

    private static DateTimeOffset Last(OnvifCall call) => call.Device.Clock.Of(call.Device.Card.Spans[^1].To + call.Device.Plan.Card.Lie);

    private static List<MediaSource> Named(OnvifCall call)
    {
        List<string> tokens = [.. call.Operation.Descendants().Where(e => e.Name.LocalName is "RecordingToken" or "IncludedRecordings").Select(e => e.Value.Trim())];
        List<MediaSource> sources = tokens.Count == 0 ? [.. call.Device.Sources] : [.. call.Device.Sources.Where(s => tokens.Contains(s.RecordingToken))];
        return sources.Count > 0 ? sources : throw SoapFault.Invalid("There is no such recording.", "ter:InvalidToken");
    }

    private static Xml Begin(OnvifCall call, string action, DateTimeOffset from, DateTimeOffset to)
    {
        string token = call.Device.Card.Open(new CardSearch(Named(call), from, to));
        return Xml.Of($"<tse:{new Xml(action)}Response><tse:SearchToken>{token}</tse:SearchToken></tse:{new Xml(action)}Response>");
    }

    private static Xml FindEvents(OnvifCall call)
    {
        DateTimeOffset from = XmlTime.Parse(call.Required("StartPoint")) ?? throw SoapFault.Invalid("StartPoint is not a time.");
        DateTimeOffset to = XmlTime.Parse(call.Text("EndPoint")) ?? DateTimeOffset.MaxValue;
        return Begin(call, "FindEvents", from < to ? from : to, from < to ? to : from);
    }

    private static CardSearch Search(OnvifCall call) =>
        call.Device.Card.Find(call.Required("SearchToken")) ?? throw SoapFault.Invalid("There is no such search.", "ter:InvalidToken");

    private static Xml RecordingResults(OnvifCall call) => Xml.Of($"""
        <tse:GetRecordingSearchResultsResponse><tse:ResultList><tt:SearchState>Completed</tt:SearchState>{Xml.Each(Search(call).Sources, s => Information(call, s, "tt"))}</tse:ResultList></tse:GetRecordingSearchResultsResponse>
        """);

    private static Xml Information(OnvifCall call, MediaSource source, string prefix) => Xml.Of($"""
        <{new Xml(prefix)}:RecordingInformation><tt:RecordingToken>{source.RecordingToken}</tt:RecordingToken><tt:Source>{RecordingService.SourceOf(source)}</tt:Source>
        <tt:EarliestRecording>{First(call)}</tt:EarliestRecording><tt:LatestRecording>{Last(call)}</tt:LatestRecording><tt:Content>Continuous</tt:Content>
        <tt:Track><tt:TrackToken>Video_{source.Number}</tt:TrackToken><tt:TrackType>Video</tt:TrackType><tt:Description/><tt:DataFrom>{First(call)}</tt:DataFrom><tt:DataTo>{Last(call)}</tt:DataTo></tt:Track>
        <tt:RecordingStatus>Recording</tt:RecordingStatus></{new Xml(prefix)}:RecordingInformation>
        """);

    private static Xml EventResults(OnvifCall call)
    {
        CardSearch search = Search(call);
        var changes = search.Sources.SelectMany(source => Changes(call).Select(change => (source, change.At, change.Begins)))
            .Where(c => c.At >= search.From && c.At <= search.To).OrderBy(c => c.At);
        return Xml.Of($"""
            <tse:GetEventSearchResultsResponse><tse:ResultList><tt:SearchState>Completed</tt:SearchState>{Xml.Each(changes, c => Change(c.source, c.At, c.Begins))}</tse:ResultList></tse:GetEventSearchResultsResponse>
            """);
    }

    private static IEnumerable<(DateTimeOffset At, bool Begins)> Changes(OnvifCall call)
    {
        IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> spans = call.Device.Card.Spans;
        for (int i = 0; i < spans.Count; i++)
        {
            yield return (call.Device.Clock.Of(spans[i].From), true);
            if (i < spans.Count - 1)
            {
                yield return (call.Device.Clock.Of(spans[i].To), false);
            }
        }
    }

    private static Xml Change(MediaSource source, DateTimeOffset at, bool begins) => Xml.Of($"""
        <tt:Result><tt:RecordingToken>{source.RecordingToken}</tt:RecordingToken><tt:TrackToken>Video_{source.Number}</tt:TrackToken><tt:Time>{at}</tt:Time>
        <tt:Event><wsnt:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet">tns1:RecordingHistory/Recording/State</wsnt:Topic><wsnt:Message><tt:Message UtcTime="{at}" PropertyOperation="Changed"><tt:Source><tt:SimpleItem Name="RecordingToken" Value="{source.RecordingToken}"/></tt:Source><tt:Data><tt:SimpleItem Name="IsRecording" Value="{begins}"/></tt:Data></tt:Message></wsnt:Message></tt:Event>
        <tt:StartStateEvent>false</tt:StartStateEvent></tt:Result>
        """);

    private static Xml End(OnvifCall call) => call.Device.Card.Close(call.Required("SearchToken"))
        ? Xml.Of($"<tse:EndSearchResponse><tse:Endpoint>{Last(call)}</tse:Endpoint></tse:EndSearchResponse>")
        : throw SoapFault.Invalid("There is no such search.", "ter:InvalidToken");
}
