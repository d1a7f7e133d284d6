using SimCamera.Onvif.Media;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Events;

/// <summary>Writes topics as the nested elements of a <c>wstop:TopicSet</c>; the root topics carry the prefix. Pure.</summary>
internal static class TopicTree
{
    public static Xml Write(IEnumerable<EventTopic> topics, MediaSource any) =>
        Level(topics.Select(t => (t.Topic.Split('/'), t)), "tns1:", any);

    private static Xml Level(IEnumerable<(string[] Path, EventTopic Topic)> topics, string prefix, MediaSource any) =>
        Xml.Each(topics.GroupBy(t => t.Path[0]), group =>
        {
            var name = new Xml(prefix + group.Key);
            EventTopic? leaf = group.FirstOrDefault(t => t.Path.Length == 1).Topic;
            return leaf is not null
                ? Xml.Of($"<{name} wstop:topic=\"true\">{Description(leaf, any)}</{name}>")
                : Xml.Of($"<{name}>{Level(group.Select(t => (t.Path[1..], t.Topic)), "", any)}</{name}>");
        });

    private static Xml Description(EventTopic topic, MediaSource any)
    {
        (string Name, string Value)[] source = topic.Source(any);
        return Xml.Of($"""
            <tt:MessageDescription IsProperty="{topic.IsProperty}"><tt:Source>{Xml.Each(source, i => Item(i.Name, i.Name == "Rule" ? "xs:string" : "tt:ReferenceToken"))}</tt:Source><tt:Data>{Item(topic.DataName, topic.DataType)}</tt:Data></tt:MessageDescription>
            """);
    }

    private static Xml Item(string name, string type) => Xml.Of($"<tt:SimpleItemDescription Name=\"{name}\" Type=\"{type}\"/>");
}
