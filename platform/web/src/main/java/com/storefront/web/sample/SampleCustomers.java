package com.storefront.web.sample;

import java.util.List;

/**
 * The customers that the sample journey registers. Every service recognises them by their e-mail
 * address, so that no step touches the orders of other customers.
 */
public final class SampleCustomers {

  public static final String JOHN = "john.doe@internet.com";
  public static final String MARY = "marysmith@yougotmail.com";
  public static final String SUSAN = "susan.m.blackstone@emailisus.com";

  public static final String OLIVIA = "olivia.nguyen@example.com";
  public static final String JUERGEN = "jürgen@müller.example";
  public static final String SUPARMAN = "suparman@example.com";

  public static final List<String> EMAILS = List.of(JOHN, MARY, SUSAN, OLIVIA, JUERGEN, SUPARMAN);

  private SampleCustomers() {}
}
