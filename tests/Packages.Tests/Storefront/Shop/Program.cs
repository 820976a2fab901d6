var app = WebApplication.Create(args);

app.MapGet("/", (IConfiguration configuration) => new HttpClient().GetStringAsync($"{configuration["services:Catalog:http:0"]}/items"));

app.Run();
