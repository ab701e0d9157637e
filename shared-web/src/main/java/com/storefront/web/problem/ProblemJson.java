package com.storefront.web.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems where Spring MVC's converters are out of reach. */
final class ProblemJson {

  private static final JsonMapper JSON = JsonMapper.shared();

  private ProblemJson() {}

  static void write(ProblemDetail problem, HttpServletResponse response) throws IOException {
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(of(problem).getBytes(StandardCharsets.UTF_8));
  }

  static String of(ProblemDetail problem) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("type", String.valueOf(problem.getType()));
    members.put("title", problem.getTitle());
    members.put("status", problem.getStatus());
    members.put("detail", problem.getDetail());
    return JSON.writeValueAsString(members);
  }
}
