var app = WebApplication.Create(args);

// One answer of each neighbour; the other program is asked where TLS would be.
app.MapGet("/", async (IConfiguration configuration) =>
{
    using var client = new HttpClient();
    return new
    {
        Database = await client.GetStringAsync($"{configuration["services:Lending:https:0"]}/database"),
        Notice = await client.GetStringAsync($"{configuration["NOTICES"]}/notice.txt"),
        Weather = configuration["WEATHER"],
    };
});

app.Run();
